namespace Gossip.Objectives.Tests;

/// <summary>Every loss in the shapes that take different paths: small, odd, more than a block, wide, by rows.</summary>
internal static class Losses
{
    public static TheoryData<string> Names => [.. All.Keys];

    public static readonly IReadOnlyDictionary<string, Func<ITwiceDifferentiable>> All = new Dictionary<string, Func<ITwiceDifferentiable>>
    {
        ["least squares 100x10"] = () => new LeastSquares(Some.Table(100, 10), 0.1),
        ["least squares 7x3"] = () => new LeastSquares(Some.Table(7, 3)),
        ["least squares 60x45"] = () => new LeastSquares(Some.Table(60, 45), 0.3),
        ["least squares 30x61, two passes"] = () => new LeastSquares(Some.Table(30, 61), 0.3),
        ["logistic 100x10"] = () => new Logistic(Some.Table(100, 10, 2), 0.1),
        ["logistic 1x1"] = () => new Logistic(Some.Table(1, 1, 2), 0.1),
        ["logistic 1203x7"] = () => new Logistic(Some.Table(1203, 7, 2), 0.01),
        ["logistic 37x150, by rows"] = () => new Logistic(Some.Table(37, 150, 2), 0.2),
        ["softmax 50x6, 4 classes"] = () => new Softmax(Some.Table(50, 6, 4), 4, 0.1),
        ["softmax 13x9, 3 classes"] = () => new Softmax(Some.Table(13, 9, 3), 3, 0.1),
        ["quadratic"] = () => new Quadratic(2.5, Some.Point(11, seed: 5).AsSpan(0, 11)),
    };
}

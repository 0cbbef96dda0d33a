using Gossip.Experiments.Yaml;

namespace Gossip.Experiments.Settings;

/// <summary>The section <c>problem</c>: what the nodes minimise, and how the data reach them.</summary>
public sealed record ProblemSettings
{
    /// <summary>The loss's name.</summary>
    public required string Loss { get; init; }

    /// <summary>A file to be split over the nodes, or a folder or glob with one file per node.</summary>
    public required string Data { get; init; }

    /// <summary>The factor of |x|²/2 that is added to every node's loss.</summary>
    public required double L2 { get; init; }

    /// <summary>How one file is split over the nodes.</summary>
    public required SplitSettings Split { get; init; }

    /// <summary>Whether features are shifted and scaled to mean 0 and variance 1.</summary>
    public required bool Standardise { get; init; }

    /// <summary>Whether a column of ones is added to the features.</summary>
    public required bool Bias { get; init; }

    /// <summary>Rows per stochastic gradient; null takes all rows.</summary>
    public required int? Batch { get; init; }

    /// <summary>Strong convexity to be used instead of the one computed from the data.</summary>
    public required double? Mu { get; init; }

    /// <summary>Smoothness to be used instead of the one computed from the data.</summary>
    public required double? L { get; init; }

    internal static ProblemSettings Read(Section problem) => new()
    {
        Loss = problem.Required("loss", "a loss: least-squares, logistic, softmax or quadratic"),
        Data = problem.Required("data", "a data file, or a folder or glob with one file per node"),
        L2 = problem.Number("l2", 0, Interval.NonNegative) ?? 0,
        Split = SplitSettings.Read(problem.Union("split", "kind")),
        Standardise = problem.Flag("standardise", false),
        Bias = problem.Flag("bias", false),
        Batch = problem.Integer("batch", null, 1, none: "full"),
        Mu = problem.Number("mu", null, Interval.Positive),
        L = problem.Number("l", null, Interval.Positive),
    };
}

namespace Gossip.Objectives.Tests;

public sealed class PreparationTests : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Standardised_features_have_mean_zero_and_deviation_one_over_all_nodes_together()
    {
        // F(x) = mean (aᵀx − b)², its Hessian 2 mean(aaᵀ): the diagonal is 2 var(a) = 2 and a constant target has h = 2b mean(a) = 0
        _folder.Write("0.csv", "a,b,y\n1,1000000,1\n2,1000001,1\n");
        _folder.Write("1.csv", "a,b,y\n5,1000003,1\n9,1000009,1\n");
        Problem problem = new ProblemOptions { Data = _folder.Path, Loss = "least-squares", Standardise = true }.Build();
        var hessian = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.Dense(2, 2);
        foreach (ITwiceDifferentiable f in problem.Objectives.Cast<ITwiceDifferentiable>()) f.AddHessian(new double[8], 0.5, hessian);
        hessian[0, 0].ShouldBe(2, 1e-12);
        hessian[1, 1].ShouldBe(2, 1e-12);
        var g = new double[8];
        problem.Gradient(new double[8], g);
        Some.Norm(g).ShouldBeLessThan(1e-9);
    }

    [Fact]
    public void A_constant_feature_is_told_and_counts_as_zero()
    {
        string path = _folder.Write("t.csv", "a,b,y\n1,0.1,1\n2,0.1,1\n4,0.1,3\n");
        Problem problem = new ProblemOptions { Data = path, Loss = "least-squares", Nodes = 1, Standardise = true, L2 = 0.5 }.Build();
        problem.Notes.ShouldHaveSingleItem().ShouldBe("feature 'b' is the same in all rows and counts as 0 after standardising");
        Some.Gradient(problem.Objectives[0], Some.Point(2))[1].ShouldBe(0.5 * Some.Point(2)[1]);
    }

    [Fact]
    public void A_bias_fits_the_mean_of_the_targets()
    {
        string path = _folder.Write("t.csv", "a,y\n1,1\n2,1\n4,3\n5,6\n");
        Problem problem = new ProblemOptions { Data = path, Loss = "least-squares", Nodes = 1, Standardise = true, Bias = true }.Build();
        problem.Optimum.Point[1].ShouldBe(11.0 / 4, 1e-14);
    }
}

namespace Gossip.Sdp.Tests;

public class ClosedFormTests
{
    private static double Cos(double n) => Math.Cos(Math.PI / n);

    public static TheoryData<string, double> EdgeTransitive => new()
    {
        { "star:9", 8 / Math.Sqrt(2) },
        { "star:40", 39 / Math.Sqrt(2) },
        { "complete:7", 3 },
        { "complete:20", 9.5 },
        { "ring:5", Math.Sqrt(5 * 4 / (4 * (1 - Math.Cos(2 * Math.PI / 5)))) },
        { "ring:31", Math.Sqrt(31 * 30 / (4 * (1 - Math.Cos(2 * Math.PI / 31)))) },
        { "hypercube:3", Math.Sqrt(3 * 2 * 7 / 2.0) },
        { "hypercube:5", Math.Sqrt(5 * 8 * 31 / 2.0) },
        { "petersen", Math.Sqrt(33.75) },
        { "bipartite:3x5", Math.Sqrt(15 * 7 / (2 * 3.0)) },
        { "path:2", 0.5 },
    };

    [Theory]
    [MemberData(nameof(EdgeTransitive))]
    public void Uniform_rates_are_optimal_on_edge_transitive_graphs(string graph, double t)
    {
        Plan plan = Check.Solve(graph).ShouldBeCertified();
        plan.T.ShouldBeNear(t, 1e-8);
        plan.Gain.ShouldBeNear(1, 1e-8);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(12)]
    [InlineData(50)]
    public void Uniform_rates_are_optimal_on_paths(int n) =>
        Check.Solve($"path:{n}").ShouldBeCertified().T.ShouldBeNear((n - 1) / (2 * Math.Sqrt(1 - Cos(n))), 1e-8);

    [Theory]
    [InlineData(4)]
    [InlineData(23)]
    public void The_largest_lambda2_of_a_path_is_known(int n) =>
        Check.Solve($"path:{n}", RateObjective.Connectivity).ShouldBeCertified().Value.ShouldBeNear(12.0 / (n * n * n - n), 1e-8);

    [Theory]
    [InlineData(3)]
    [InlineData(6)]
    public void The_largest_lambda2_of_a_square_grid_is_known(int k) =>
        Check.Solve($"grid:{k}x{k}", RateObjective.Connectivity).ShouldBeCertified().Value.ShouldBeNear(6.0 / (k * k * (k * k - 1)), 1e-8);

    [Fact]
    public void Resistance_rates_of_a_tree_go_with_the_root_of_the_sizes_that_an_edge_parts()
    {
        // path: n_e (n - n_e) = 1·4, 2·3, 3·2, 4·1
        Plan plan = Check.Solve("path:5", RateObjective.Resistance).ShouldBeCertified();
        double[] roots = [2, Math.Sqrt(6), Math.Sqrt(6), 2];
        for (int e = 0; e < 4; e++) plan.Rated.Rates[e].ShouldBeNear(roots[e] / roots.Sum(), 1e-4);
        plan.Value.ShouldBeNear(roots.Sum() * roots.Sum(), 1e-8);
    }

    [Theory]
    [InlineData("barbell:16")]
    [InlineData("grid:4x5")]
    [InlineData("tree:15")]
    public void No_rates_get_below_the_two_classical_bounds(string graph)
    {
        Plan plan = Check.Solve(graph), mixing = Check.Solve(graph, RateObjective.Connectivity);
        int n = plan.Program.Graph.Nodes;
        plan.T.ShouldBeGreaterThanOrEqualTo((n - 1) / 2.0);
        plan.T.ShouldBeGreaterThanOrEqualTo(Math.Sqrt((n - 1) / (2 * mixing.Value)) * (1 - 1e-9));
        plan.T.ShouldBeLessThanOrEqualTo(plan.UniformT * (1 + 1e-9));
    }

    [Fact]
    public void Fastest_mixing_is_a_bad_proxy()
    {
        // on the path uniform rates are best, and those that maximise λ₂ are far from it
        Plan mixing = Check.Solve("path:64", RateObjective.Connectivity);
        (mixing.T / mixing.UniformT).ShouldBe(3.0, 0.1);
        Plan grid = Check.Solve("grid:8x8", RateObjective.Connectivity);
        (grid.T / grid.UniformT).ShouldBe(1.23, 0.01);
    }
}

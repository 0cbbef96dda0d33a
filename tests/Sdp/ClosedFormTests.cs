using Gossip.Topology;

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

    [Theory]
    [InlineData("path:5")]
    [InlineData("tree:15")]
    [InlineData("star:12")]
    [InlineData("random-tree:25")]
    public void Resistance_rates_of_a_tree_go_with_the_root_of_the_sizes_that_an_edge_parts(string tree)
    {
        Plan plan = Check.Solve(tree, RateObjective.Resistance).ShouldBeCertified();
        Graph graph = plan.Program.Graph;
        double[] roots = [.. graph.Edges.Select(cut => Math.Sqrt(Beyond(graph, cut) * (graph.Nodes - Beyond(graph, cut))))];
        for (int e = 0; e < roots.Length; e++) plan.Rated.Rates[e].ShouldBeNear(roots[e] / roots.Sum(), 1e-4);
        plan.Value.ShouldBeNear(roots.Sum() * roots.Sum(), 1e-8);
    }

    [Theory]
    [InlineData("tree:15")]
    [InlineData("tree:31")]
    [InlineData("star:12")]
    [InlineData("random-tree:25")]
    [InlineData("random-tree:40")]
    public void The_largest_lambda2_of_a_tree_comes_from_its_middle(string tree)
    {
        // 1 / min Σ d(v, c)² over all points c, those within edges included (Fiedler)
        Plan plan = Check.Solve(tree, RateObjective.Connectivity).ShouldBeCertified();
        Graph graph = plan.Program.Graph;
        double least = double.PositiveInfinity;
        foreach (Edge edge in graph.Edges)
        {
            double[] from = Distances(graph, edge.I), to = Distances(graph, edge.J);
            // c at a share s of the way: a node on i's side is d + s away, one on j's side d + 1 − s
            double nodes = graph.Nodes, slope = from.Zip(to, (a, b) => a < b ? a : -(b + 1)).Sum(), s = Math.Clamp(-slope / nodes, 0, 1);
            least = Math.Min(least, from.Zip(to, (a, b) => a < b ? (a + s) * (a + s) : (b + 1 - s) * (b + 1 - s)).Sum());
        }
        plan.Value.ShouldBeNear(1 / least, 1e-8);
    }

    private static double[] Distances(Graph graph, int start)
    {
        double[] distance = [.. Enumerable.Repeat(-1.0, graph.Nodes)];
        distance[start] = 0;
        Queue<int> queue = new([start]);
        while (queue.TryDequeue(out int i))
            foreach (Neighbour v in graph.NeighboursOf(i))
            {
                if (distance[v.Node] >= 0) continue;
                distance[v.Node] = distance[i] + 1;
                queue.Enqueue(v.Node);
            }
        return distance;
    }

    /// <summary>Nodes on the far side of a tree's edge.</summary>
    private static int Beyond(Graph graph, Edge cut) =>
        Distances(graph, cut.I).Zip(Distances(graph, cut.J), (a, b) => b < a ? 1 : 0).Sum();

    /// <summary>Optima to nine digits or more, from another solver with a certificate of its own.</summary>
    [Theory]
    [InlineData("grid:4x4", 17.599665358105)]
    [InlineData("grid:8x8", 152.704625043)]
    [InlineData("tree:15", 29.787224085539)]
    [InlineData("barbell:8", 9.337656873356)]
    public void Optima_that_are_known_otherwise(string graph, double t) => Check.Solve(graph).ShouldBeCertified().T.ShouldBeNear(t, 1e-8);

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

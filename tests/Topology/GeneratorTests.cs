using CsCheck;

namespace Gossip.Topology.Tests;

public class GeneratorTests
{
    [Theory]
    [InlineData("path:16", 16, 15), InlineData("path:2", 2, 1), InlineData("ring:16", 16, 16), InlineData("ring:2", 2, 1), InlineData("star:16", 16, 15)]
    [InlineData("complete:16", 16, 120), InlineData("grid:4x4", 16, 24), InlineData("grid:1x7", 7, 6), InlineData("grid:3x4x5", 60, 133), InlineData("torus:4x5", 20, 40)]
    [InlineData("torus:2x2", 4, 4), InlineData("torus:1x5", 5, 5), InlineData("hypercube:4", 16, 32), InlineData("hypercube:1", 2, 1), InlineData("barbell:16", 16, 57)]
    [InlineData("lollipop:16", 16, 36), InlineData("lollipop:7", 7, 7), InlineData("tree:15", 15, 14), InlineData("petersen", 10, 15), InlineData("wheel:8", 8, 14)]
    [InlineData("bipartite:3x5", 8, 15), InlineData("random-tree:40", 40, 39), InlineData("small-world:64,k=4,p=0.1", 64, 128), InlineData("regular:64,d=3", 64, 96)]
    [InlineData("erdos-renyi:20,p=1", 20, 190), InlineData("geometric:20,r=1.5", 20, 190)]
    // 16: steps 1, 2, 4 two ways and 8 one way; 10: steps 1, 2, 4 and 8, which is 2 backwards
    [InlineData("exponential:16", 16, 56), InlineData("exponential:10", 10, 30)]
    public void It_has_its_nodes_and_edges_and_is_connected(string text, int nodes, int edges)
    {
        Graph graph = Check.Graph(text);
        (graph.Nodes, graph.Edges.Length, graph.Name).ShouldBe((nodes, edges, text));
        graph.IsConnected().ShouldBeTrue();
    }

    [Theory]
    [InlineData("ring:9", 2), InlineData("complete:9", 8), InlineData("torus:4x5", 4), InlineData("torus:3x3x3", 6), InlineData("hypercube:5", 5), InlineData("petersen", 3)]
    [InlineData("exponential:16", 7), InlineData("regular:50,d=3", 3), InlineData("regular:51,d=2", 2), InlineData("regular:12,d=11", 11), InlineData("regular:400,d=2", 2)]
    [InlineData("small-world:30,k=6,p=0", 6)]
    public void Every_node_has_as_many_neighbours(string text, int degree)
    {
        Graph graph = Check.Graph(text);
        for (int i = 0; i < graph.Nodes; i++) graph.Degree(i).ShouldBe(degree);
    }

    [Fact]
    public void Grids_and_tori_count_row_by_row()
    {
        Graph grid = Check.Graph("grid:3x5"), torus = Check.Graph("torus:3x5");
        Nodes(grid, 7).ShouldBe([2, 6, 8, 12]);
        Nodes(torus, 0).ShouldBe([1, 4, 5, 10]);
    }

    [Fact]
    public void A_hypercube_counts_by_bits() => Nodes(Check.Graph("hypercube:4"), 5).ShouldBe([1, 4, 7, 13]);

    [Fact]
    public void An_exponential_graph_steps_by_powers_of_two() => Nodes(Check.Graph("exponential:11"), 0).ShouldBe([1, 2, 3, 4, 7, 8, 9, 10]);

    public static TheoryData<string> RandomOnes => new(
        "erdos-renyi:64,p=0.1", "erdos-renyi:64,p=0.01", "geometric:64,r=0.25", "geometric:64,r=0.05", "small-world:64,k=4,p=0.1", "small-world:64,k=2,p=0.9",
        "regular:64,d=3", "regular:64,d=2", "random-tree:64");

    [Theory, MemberData(nameof(RandomOnes))]
    public void Random_graphs_are_connected_and_depend_on_the_seed_alone(string text)
    {
        List<string> seen = [];
        for (ulong seed = 0; seed < 20; seed++)
        {
            Graph graph = Check.Graph(text, seed);
            graph.IsConnected().ShouldBeTrue();
            graph.Nodes.ShouldBe(64);
            graph.Edges.ShouldBe(Check.Graph(text, seed).Edges);
            seen.Add(string.Join(' ', graph.Edges));
        }
        seen.Distinct().Count().ShouldBe(20);
    }

    [Fact]
    public void Mending_a_regular_graph_keeps_its_degrees()
    {
        // rings of a random 2-regular graph on 2,000 nodes: hardly ever one circle, so that it must be mended into one
        for (ulong seed = 0; seed < 5; seed++)
        {
            Graph graph = Check.Graph("regular:2000,d=2", seed);
            graph.IsConnected().ShouldBeTrue();
            Enumerable.Range(0, 2000).ShouldAllBe(i => graph.Degree(i) == 2);
        }
    }

    [Fact]
    public void Erdos_Renyi_edges_are_as_many_as_expected()
    {
        // 400 drawings of 300·299/2 pairs at p = 0.05: mean 2242.5, deviation of the mean 2.3
        double mean = Enumerable.Range(0, 400).Average(seed => Check.Graph("erdos-renyi:300,p=0.05", (ulong)seed).Edges.Length);
        mean.ShouldBe(2242.5, 10);
    }

    [Fact]
    public void Erdos_Renyi_pairs_are_equally_likely()
    {
        int[] count = new int[66];
        Graph all = Check.Graph("complete:12");
        for (ulong seed = 0; seed < 4000; seed++)
            foreach (Edge edge in Check.Graph("erdos-renyi:12,p=0.5", seed).Edges) count[all.IndexOf(edge.I, edge.J)]++;
        double mean = count.Average();
        // binomial deviation about 32 around 2,000
        count.ShouldAllBe(c => Math.Abs(c - mean) < 5 * 32);
    }

    [Fact]
    public void Geometric_edges_are_all_pairs_within_r()
    {
        // a longer reach on the same points has every edge of the shorter one
        Graph near = Check.Graph("geometric:300,r=0.15"), far = Check.Graph("geometric:300,r=0.2");
        near.Edges.ShouldAllBe(e => far.IndexOf(e.I, e.J) >= 0);
        // π r² less what the walls cut off: 300·299/2·(πr² − 8r³/3 + r⁴/2)
        double mean = Enumerable.Range(0, 200).Average(seed => Check.Graph("geometric:300,r=0.15", (ulong)seed).Edges.Length);
        mean.ShouldBe(44850 * (Math.PI * 0.0225 - 8 * 0.003375 / 3 + 0.00050625 / 2), 30);
    }

    [Fact]
    public void A_random_tree_is_any_labelled_tree_equally_often()
    {
        // Cayley: 16 trees on four nodes
        var counts = Enumerable.Range(0, 4000).CountBy(seed => string.Join(' ', Check.Graph("random-tree:4", (ulong)seed).Edges)).ToArray();
        counts.Length.ShouldBe(16);
        counts.ShouldAllBe(c => Math.Abs(c.Value - 250) < 5 * 16);
    }

    [Fact]
    public void Any_text_gives_a_graph_or_one_clear_line() =>
        Gen.Select(Gen.OneOf([.. GraphSpec.Generators.Append("nonsense").Select(Gen.Const)]), Gen.String[Gen.Char["0123456789:,=x.pkrd -"], 0, 12]).Sample((name, rest) =>
        {
            if (rest.Count(char.IsDigit) > 3) return;
            try
            {
                GraphSpec.Parse(name + rest, 1).IsConnected().ShouldBeTrue();
            }
            catch (Core.InputException e)
            {
                e.Message.ShouldNotContain('\n');
                e.Message.ShouldStartWith("graph: found ");
            }
        }, iter: 3000);

    private static int[] Nodes(Graph graph, int node) => [.. graph.NeighboursOf(node).ToArray().Select(x => x.Node)];
}

namespace Gossip.Topology.Tests;

public class ReferenceTests
{
    [Theory, MemberData(nameof(Reference.Keys), MemberType = typeof(Reference))]
    public void Uniform_rates_have_the_reference_spectrum(string name, int nodes)
    {
        Reference reference = Reference.Of(name, nodes);
        Graph graph = reference.Graph;
        (graph.Nodes, graph.Edges.Length).ShouldBe((nodes, reference.Edges));
        Spectrum.Of(RatedGraph.Uniform(graph)).Lambda2.ShouldBeNear(reference.Lambda2);
        Check.T(graph).ShouldBeNear(reference.T);
        new DenseOracle(RatedGraph.Uniform(graph)).TotalResistance.ShouldBeNear(reference.TotalResistance);
    }

    [Theory]
    [InlineData("star:16", "star_n16"), InlineData("path:8", "path_n8"), InlineData("path:16", "path_n16"), InlineData("ring:16", "cycle_n16")]
    [InlineData("complete:16", "complete_n16"), InlineData("grid:4x4", "2D_grid_n16"), InlineData("grid:8x8", "2D_grid_n64"), InlineData("grid:4x8", "grid_4x8_n32")]
    [InlineData("torus:4x4", "torus_4x4_n16"), InlineData("barbell:8", "barbell_n8"), InlineData("barbell:16", "barbell_n16"), InlineData("hypercube:4", "hypercube_n16")]
    [InlineData("tree:15", "binary_tree_n15"), InlineData("lollipop:8", "lollipop_n8"), InlineData("lollipop:16", "lollipop_n16"), InlineData("petersen", "petersen_n10")]
    [InlineData("wheel:8", "wheel_n8"), InlineData("bipartite:3x5", "K_3_5_n8")]
    public void A_generator_makes_the_reference_graph(string text, string file) =>
        Check.Graph(text).Edges.ShouldBe(Reference.ReadGraph(file).Edges);
}

using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CsCheck;
using Gossip.Experiments.Report;
using Gossip.Topology;

namespace Gossip.Experiments.Tests.Report;

public partial class GraphDrawingTests
{
    private static XElement[] Nodes(XContainer drawing) => drawing.Of("circle", "node").ToArray();

    /// <summary>Edge (i, j) → width as drawn.</summary>
    private static Dictionary<Edge, double> Widths(XContainer drawing) => drawing.Of("path", "rate")
        .Where(p => p.Elements().Any())
        .ToDictionary(
            p => EdgeName().Match(p.Value) is var m ? new Edge(Whole(m, 1), Whole(m, 2)) : default,
            p => p.Number("stroke-width"));

    private static int Whole(Match match, int group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"edge (\d+)–(\d+), rate \S+")]
    private static partial Regex EdgeName();

    private static void ShouldBeWellPlaced(string svg, int nodes)
    {
        XElement drawing = XDocument.Parse(svg).Root!;
        XElement[] drawn = Nodes(drawing);
        drawn.Length.ShouldBe(nodes);
        double width = drawing.Number("width"), height = drawing.Number("height");
        for (int a = 0; a < drawn.Length; a++)
        {
            double x = drawn[a].Number("cx"), y = drawn[a].Number("cy"), r = drawn[a].Number("r");
            x.ShouldBeInRange(r, width - r);
            y.ShouldBeInRange(r, height - r);
            for (int b = 0; b < a; b++)
                double.Hypot(x - drawn[b].Number("cx"), y - drawn[b].Number("cy")).ShouldBeGreaterThan(2 * r, $"nodes {a} and {b}");
        }
    }

    public static TheoryData<string> Graphs => [.. s_graphs.Keys];

    private static readonly Dictionary<string, Graph> s_graphs = new[]
    {
        new Graph(1, [], "single"), Samples.Path(2), Samples.Path(16), Samples.Ring(3), Samples.Ring(16), Samples.Ring(100), Samples.Star(16), Samples.Star(64),
        Samples.Complete(16), Samples.Complete(60), Samples.Grid(4, 4), Samples.Grid(3, 8), Samples.Grid(12, 12), Samples.Barbell(16), Samples.Barbell(40),
        Samples.Random(64, 0.08, 1), new(7, [new(0, 1), new(1, 2), new(3, 4), new(4, 5), new(3, 5)], "parts"), new(9, [], "no edges"),
    }.ToDictionary(g => g.Name);

    [Theory]
    [MemberData(nameof(Graphs))]
    public void Nodes_are_on_the_paper_and_apart(string name)
    {
        Graph graph = s_graphs[name];
        string svg = GraphDrawing.Svg(Samples.Rated(graph));
        ShouldBeWellPlaced(svg, graph.Nodes);
        Widths(XDocument.Parse(svg)).Keys.Order().ShouldBe(graph.Edges.Order());
    }

    [Fact]
    public void Nodes_of_random_graphs_are_on_the_paper_and_apart() =>
        Gen.Select(Gen.Int[1, 40], Gen.Double[0, 1], Gen.ULong).Sample(
            (n, p, seed) => ShouldBeWellPlaced(GraphDrawing.Svg(Samples.Random(n, p * p, seed)), n), iter: 100, threads: 1);

    [Fact]
    public void Widths_are_in_proportion_to_the_rates()
    {
        RatedGraph rated = Samples.Rated(Samples.Barbell(16));
        Dictionary<Edge, double> widths = Widths(XDocument.Parse(GraphDrawing.Svg(rated)));
        double[] perRate = rated.Graph.Edges.Select((edge, e) => widths[edge] / rated.Rates[e]).ToArray();
        perRate.Max().ShouldBe(perRate.Min(), 2e-3 * perRate.Min());
    }

    [Fact]
    public void An_edge_at_rate_zero_is_a_thread_only()
    {
        RatedGraph rated = new(Samples.Path(3), [0, 1]);
        Widths(XDocument.Parse(GraphDrawing.Svg(rated))).Keys.ShouldBe([new Edge(1, 2)]);
        XDocument.Parse(GraphDrawing.Svg(rated)).Of("path", "thread").Single().Points().Length.ShouldBe(4);
    }

    [Fact]
    public void Two_plans_side_by_side_share_places_and_scale()
    {
        Graph graph = Samples.Barbell(16);
        RatedGraph uniform = RatedGraph.Uniform(graph, 24), other = Samples.Rated(graph);
        XElement drawing = XDocument.Parse(GraphDrawing.SideBySide(uniform, "uniform", other, "optimal & certified")).Root!;
        XElement[] sheets = drawing.Elements().Where(e => e.Name.LocalName == "g").ToArray();
        sheets.Length.ShouldBe(2);
        sheets[1].Of("text", "name").Single().Value.ShouldBe("optimal & certified");
        Nodes(sheets[0]).Select(c => (c.Number("cx"), c.Number("cy"))).ShouldBe(Nodes(sheets[1]).Select(c => (c.Number("cx"), c.Number("cy"))));
        double left = Widths(sheets[0])[graph.Edges[0]] / uniform.Rates[0], right = Widths(sheets[1])[graph.Edges[0]] / other.Rates[0];
        right.ShouldBe(left, 2e-3 * left);
    }

    [Fact]
    public void Plans_for_different_graphs_do_not_go_side_by_side() =>
        Should.Throw<ArgumentException>(() => GraphDrawing.SideBySide(Samples.Rated(Samples.Ring(5)), "a", Samples.Rated(Samples.Path(5)), "b"));

    [Fact]
    public void The_darkest_node_has_the_largest_error()
    {
        double[] errors = [1e-8, 1e-6, 1e-4, 1e-2, 0, double.NaN];
        XElement[] nodes = Nodes(XDocument.Parse(GraphDrawing.Svg(Samples.Rated(Samples.Ring(6)), errors)))[..6];
        nodes.Select(n => n.Attribute("class")!.Value).ShouldBe(["node q0", "node q2", "node q4", "node q6", "node q0", "node q6"]);
        nodes[2].Value.ShouldContain("error 1 × 10⁻⁴");
    }

    [Fact]
    public void Errors_for_other_nodes_are_refused() =>
        Should.Throw<ArgumentException>(() => GraphDrawing.Svg(Samples.Rated(Samples.Ring(6)), [1, 2]));

    [Fact]
    public void Leaves_of_a_star_stand_around_it()
    {
        XElement[] nodes = Nodes(XDocument.Parse(GraphDrawing.Svg(Samples.Star(16))));
        double[] spokes = nodes[1..].Select(n => double.Hypot(n.Number("cx") - nodes[0].Number("cx"), n.Number("cy") - nodes[0].Number("cy"))).ToArray();
        spokes.Max().ShouldBe(spokes.Min(), 0.05 * spokes.Min());
    }

    [Fact]
    public void A_grid_stands_square_with_node_0_in_the_corner_above_left()
    {
        XElement[] nodes = Nodes(XDocument.Parse(GraphDrawing.Svg(Samples.Grid(4, 4))));
        foreach (Edge edge in Samples.Grid(4, 4).Edges)
        {
            double dx = nodes[edge.J].Number("cx") - nodes[edge.I].Number("cx"), dy = nodes[edge.J].Number("cy") - nodes[edge.I].Number("cy");
            (edge.J == edge.I + 1 ? dx : dy).ShouldBeGreaterThan(50);
            Math.Abs(edge.J == edge.I + 1 ? dy : dx).ShouldBeLessThan(15);
        }
    }

    [Fact]
    public void A_path_lies_from_left_to_right()
    {
        double[] across = Nodes(XDocument.Parse(GraphDrawing.Svg(Samples.Path(10)))).Select(n => n.Number("cx")).ToArray();
        across.ShouldBe(across.Order());
    }

    [Fact]
    public void Of_a_large_graph_a_part_is_drawn_and_it_is_said()
    {
        string svg = GraphDrawing.Svg(RatedGraph.Uniform(Samples.Ring(1000), 500));
        svg.ShouldContain("drawn: 400 of 1,000 nodes, 399 of 1,000 edges");
        Nodes(XDocument.Parse(svg)).Length.ShouldBe(400);
        GraphDrawing.Svg(RatedGraph.Uniform(Samples.Complete(100))).ShouldContain("drawn: 100 of 100 nodes, 3,000 of 4,950 edges");
    }

    [Fact]
    public void The_same_graph_gives_the_same_bytes() =>
        GraphDrawing.Svg(Samples.Rated(Samples.Random(64, 0.1, 3))).ShouldBe(GraphDrawing.Svg(Samples.Rated(Samples.Random(64, 0.1, 3))));
}

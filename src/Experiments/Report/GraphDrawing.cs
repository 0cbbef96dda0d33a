using Gossip.Topology;

namespace Gossip.Experiments.Report;

/// <summary>
/// Draws graphs: an edge's width is proportional to its rate (so the ink of an edge is its rate times its length),
/// a node's shade tells its error. The same input gives the same bytes.
/// </summary>
public static class GraphDrawing
{
    private const double Widest = 720, WidestOfPair = 560;

    /// <summary>A graph as it is, without rates.</summary>
    public static string Svg(Graph graph) => Whole(graph.Name, [new(graph, null, null, "", 0, [], new GraphPlan(graph, Widest))]);

    /// <summary>A graph with its rates and, where given, an error ≥ 0 for each node.</summary>
    public static string Svg(RatedGraph rated, IReadOnlyList<double>? errors = null) =>
        Whole(rated.Graph.Name, [Sheet(rated, errors)]);

    /// <summary>Two plans for one graph, such as uniform and optimal rates, in the same places and on one scale of widths.</summary>
    public static string SideBySide(RatedGraph left, string leftCaption, RatedGraph right, string rightCaption)
    {
        if (!left.Graph.Edges.SequenceEqual(right.Graph.Edges) || left.Graph.Nodes != right.Graph.Nodes)
            throw new ArgumentException("two plans side by side need one graph");
        GraphPlan plan = new(left.Graph, WidestOfPair);
        double scale = Math.Min(GraphSheet.WidthPerRate(plan, left), GraphSheet.WidthPerRate(plan, right));
        double[] samples = GraphSheet.SamplesOf([.. left.Rates, .. right.Rates]);
        return Whole(left.Graph.Name,
            [new(left.Graph, left, null, leftCaption, scale, samples, plan), new(right.Graph, right, null, rightCaption, scale, samples, plan)]);
    }

    /// <summary>The drawing of <see cref="Svg(RatedGraph, IReadOnlyList{double}?)"/>, to stand in a page that has the style.</summary>
    internal static Markup ForPage(RatedGraph rated, IReadOnlyList<double>? errors)
    {
        GraphSheet sheet = Sheet(rated, errors);
        return Picture.ForPage(sheet.Plan.Width, sheet.Height, sheet.Description, sheet.Draw());
    }

    private static GraphSheet Sheet(RatedGraph rated, IReadOnlyList<double>? errors)
    {
        if (errors is not null && errors.Count != rated.Graph.Nodes)
            throw new ArgumentException($"{errors.Count} errors for {rated.Graph.Nodes} nodes");
        GraphPlan plan = new(rated.Graph, Widest);
        return new(rated.Graph, rated, errors, "", GraphSheet.WidthPerRate(plan, rated), GraphSheet.SamplesOf(rated.Rates), plan);
    }

    private static string Whole(string title, GraphSheet[] sheets)
    {
        double width = sheets[0].Plan.Width;
        Markup inside = new();
        for (int k = 0; k < sheets.Length; k++) inside.Add($"<g transform=\"translate({k * width} 0)\">{sheets[k].Draw()}</g>");
        return Picture.Whole(width * sheets.Length, sheets.Max(s => s.Height), title, string.Join(' ', sheets.Select(s => s.Description)), inside);
    }
}

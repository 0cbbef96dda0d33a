using Gossip.Experiments.Report;
using Gossip.Topology;

namespace Gossip.Dashboard.Views;

/// <summary>A graph on paper, in the places that its report has.</summary>
internal sealed class Sketch
{
    private const double Widest = 640, ThickestEdge = 6, ThinnestEdge = 1.25;

    public Sketch(Graph graph)
    {
        Graph = graph;
        GraphPlan plan = new(graph, Widest);
        string part = plan.Shown.Length < graph.Nodes ? $"drawn: {Display.Count(plan.Shown.Length)} of {Display.Count(graph.Nodes)} nodes" : "";
        Drawing = new(plan.Width, plan.Height, plan.Radius, plan.Shown.Length <= GraphPlan.MostLabels,
            [.. plan.Shown.Select((node, k) => new Spot(node, Math.Round(plan.Places[k].X, 2), Math.Round(plan.Places[k].Y, 2)))], part);
        Shown = [.. plan.Shown];
    }

    public Graph Graph { get; }

    public Drawing Drawing { get; }

    /// <summary>The nodes that are drawn.</summary>
    public HashSet<int> Shown { get; }

    /// <summary>How thick an edge is drawn, beside the fastest.</summary>
    public static double Width(double rate, double fastest) => rate > 0 && fastest > 0 ? Math.Round(Math.Max(ThinnestEdge, ThickestEdge * rate / fastest), 2) : ThinnestEdge;
}

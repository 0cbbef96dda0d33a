using Gossip.Experiments.Running;
using Gossip.Nodes.Live;

namespace Gossip.Experiments.Processes;

/// <summary>Which edge and which node of a cluster did least of what was planned.</summary>
internal static class Laggards
{
    private const double Slow = 0.8, FewExpected = 20;

    /// <summary>A sentence for each that did less than four fifths, from the last reports of a cluster in which no process died.</summary>
    public static IEnumerable<string> Of(IReadOnlyList<ProcessReport> reports)
    {
        NodeReport[] nodes = [.. reports.SelectMany(r => r.Nodes).DistinctBy(n => n.Node).Where(n => n.Time > 0)];
        (NodeReport Node, EdgeReport Edge, double Share)[] edges =
        [
            .. from node in nodes
               from edge in node.Edges
               where edge.Rate * node.Time >= FewExpected
               select (node, edge, edge.Exchanges / (edge.Rate * node.Time)),
        ];
        if (edges.Length > 0 && edges.MinBy(e => e.Share) is { Share: < Slow } slowest)
            yield return $"held back by edge {slowest.Node.Node}-{slowest.Edge.Peer}: {HoldUps.Share(slowest.Share)} of its planned exchanges happened, a round trip takes {Plain.Number(1e3 * slowest.Edge.RoundTrip)} ms";
        NodeReport[] taking = [.. nodes.Where(n => n.Gradients > 0 && n.Time >= FewExpected)];
        if (taking.Length > 0 && taking.MinBy(n => n.Gradients / n.Time) is { } behind && behind.Gradients < Slow * behind.Time)
            yield return $"held back by node {behind.Node}: {HoldUps.Share(behind.Gradients / behind.Time)} of its planned gradients happened, one takes {Plain.Number(1e3 * behind.GradientSeconds)} ms";
    }
}

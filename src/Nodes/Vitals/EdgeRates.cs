using Gossip.Nodes.Live;

namespace Gossip.Nodes.Vitals;

/// <summary>How often edges really exchange, per unit of time, over the last <paramref name="looks"/> reports of their processes.</summary>
public sealed class EdgeRates(int looks)
{
    private readonly Dictionary<(int, int), Queue<(double Time, long Exchanges)>> _edges = [];

    /// <summary>Takes in what a process says; reports of one process come in order.</summary>
    public void Take(ProcessReport report)
    {
        foreach (NodeReport node in report.Nodes)
            foreach (EdgeReport edge in node.Edges)
            {
                if (!_edges.TryGetValue((node.Node, edge.Peer), out Queue<(double Time, long Exchanges)>? seen)) _edges[(node.Node, edge.Peer)] = seen = new();
                // an edge that begins a new life, or a process that does, counts anew
                if (seen.Count > 0 && (seen.Last().Exchanges > edge.Exchanges || seen.Last().Time > node.Time)) seen.Clear();
                seen.Enqueue((node.Time, edge.Exchanges));
                while (seen.Count > looks) seen.Dequeue();
            }
    }

    /// <summary>Exchanges per unit of time between a node and its higher-numbered peer; NaN while that cannot be told.</summary>
    public double Of(int node, int peer)
    {
        if (!_edges.TryGetValue((node, peer), out Queue<(double Time, long Exchanges)>? seen) || seen.Count < 2) return double.NaN;
        ((double first, long before), (double last, long after)) = (seen.Peek(), seen.Last());
        return last > first ? (after - before) / (last - first) : double.NaN;
    }
}

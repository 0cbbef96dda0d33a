namespace Gossip.Topology;

/// <summary>
/// Edges that a symmetry carries into each other have the same resistance, so one of each orbit is enough. The symmetry
/// tried is i → i + 1 mod n, under which rings, complete and exponential graphs do not change.
/// </summary>
internal static class EdgeOrbits
{
    /// <summary>For each edge the lowest edge of its orbit; itself where the rotation is no symmetry.</summary>
    public static int[] Of(RatedGraph rated)
    {
        Graph graph = rated.Graph;
        int n = graph.Nodes;
        int[] turned = new int[graph.Edges.Length], lowest = [.. Enumerable.Range(0, turned.Length)];
        for (int e = 0; e < turned.Length; e++)
        {
            turned[e] = graph.IndexOf((graph.Edges[e].I + 1) % n, (graph.Edges[e].J + 1) % n);
            if (turned[e] < 0 || rated.Rates[turned[e]] != rated.Rates[e]) return lowest;
        }
        for (int e = 0; e < turned.Length; e++)
            for (int next = turned[e]; lowest[next] > lowest[e]; next = turned[next]) lowest[next] = lowest[e];
        return lowest;
    }
}

using Gossip.Core;

namespace Gossip.Topology.Generators;

/// <summary>Draws a random graph until it is connected, and mends the last draw where that does not happen.</summary>
internal static class RandomGraphs
{
    /// <summary>Draws before mending.</summary>
    public const int Attempts = 20;

    /// <summary>A set of edges drawn from a stream.</summary>
    public delegate List<Edge> Drawing(ref Draws draws);

    /// <summary>A way to make a drawing connected, given the stream where the drawing left it.</summary>
    public delegate void Mending(List<Edge> edges, ref Draws draws);

    /// <summary>
    /// The first connected drawing among the streams (seed, <see cref="Purpose.Graph"/>, attempt), attempt = 0…19,
    /// or the last of them after mending.
    /// </summary>
    public static List<Edge> Connected(int nodes, ulong seed, Drawing draw, Mending mend)
    {
        for (int attempt = 0; ; attempt++)
        {
            Draws draws = new CounterStream(seed, Purpose.Graph, attempt).From();
            List<Edge> edges = draw(ref draws);
            UnionFind sets = new(nodes);
            foreach (Edge edge in edges) sets.Unite(edge.I, edge.J);
            if (sets.Sets == 1) return edges;
            if (attempt + 1 < Attempts) continue;
            mend(edges, ref draws);
            return edges;
        }
    }

    /// <summary>
    /// Mends by edges between parts: each part after the first, in order of its lowest node, is joined by one edge
    /// from a random node of its own to a random node of the parts before it.
    /// </summary>
    public static Mending Join(int nodes) => (List<Edge> edges, ref Draws draws) =>
    {
        List<int> before = [];
        foreach (int[] part in Connectivity.Components(nodes, edges))
        {
            if (before.Count > 0) edges.Add(Edge.Between(before[draws.Below(before.Count)], part[draws.Below(part.Length)]));
            before.AddRange(part);
        }
    };
}

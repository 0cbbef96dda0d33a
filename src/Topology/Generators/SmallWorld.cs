using Gossip.Core;

namespace Gossip.Topology.Generators;

/// <summary>
/// Watts and Strogatz (1998): a ring whose nodes know their k nearest, each edge rewired at its far end with
/// probability p. Redrawn up to 20 times until connected; then parts of the last drawing are joined by random edges.
/// </summary>
internal static class SmallWorld
{
    public static IEnumerable<Edge> Of(int n, int k, double p, ulong seed) => RandomGraphs.Connected(n, seed,
        (ref Draws draws) => Draw(n, k, p, ref draws), RandomGraphs.Join(n));

    private static List<Edge> Draw(int n, int k, double p, ref Draws draws)
    {
        List<Edge> edges = [];
        int[] degrees = new int[n];
        for (int step = 1; step <= k / 2; step++)
            for (int i = 0; i < n; i++) edges.Add(Edge.Between(i, (i + step) % n));
        Array.Fill(degrees, k);
        HashSet<Edge> present = [.. edges];
        for (int e = 0; e < edges.Count; e++)
        {
            int i = e % n;
            // a node that already knows everybody has nowhere to move its edge
            if (draws.Uniform() >= p || degrees[i] == n - 1) continue;
            int far = edges[e].I == i ? edges[e].J : edges[e].I, target;
            do target = draws.Below(n); while (target == i || present.Contains(Edge.Between(i, target)));
            present.Remove(edges[e]);
            edges[e] = Edge.Between(i, target);
            present.Add(edges[e]);
            degrees[far]--;
            degrees[target]++;
        }
        return edges;
    }
}

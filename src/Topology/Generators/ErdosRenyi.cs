using Gossip.Core;

namespace Gossip.Topology.Generators;

/// <summary>
/// G(n, p): each pair of nodes is an edge with probability p. Redrawn up to 20 times until connected; then parts of
/// the last drawing are joined by random edges. Pairs are skipped by geometric jumps, O(n + m) (Batagelj and Brandes, 2005).
/// </summary>
internal static class ErdosRenyi
{
    public static IEnumerable<Edge> Of(int n, double p, ulong seed) => RandomGraphs.Connected(n, seed,
        (ref Draws draws) => Draw(n, p, ref draws), RandomGraphs.Join(n));

    private static List<Edge> Draw(int n, double p, ref Draws draws)
    {
        if (p == 1) return [.. Classics.Complete(n)];
        List<Edge> edges = [];
        double scale = 1 / Math.Log(1 - p);
        long i = -1;
        for (int j = 1; j < n;)
        {
            // pairs in the order (0,1) (0,2) (1,2) (0,3) …; a jump longer than all of them ends the drawing
            i += 1 + (long)Math.Min(Math.Log(draws.Uniform()) * scale, long.MaxValue / 4);
            while (j < n && i >= j) i -= j++;
            if (j < n) edges.Add(new((int)i, j));
        }
        return edges;
    }
}

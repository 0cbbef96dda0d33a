using Gossip.Core;

namespace Gossip.Topology.Generators;

/// <summary>
/// A random graph in which every node has d neighbours (Steger and Wormald, 1999: pair free ends at random, keep the
/// pairs that make a simple graph, start over when stuck; the complement of such a graph where d is more than half of n). Redrawn up to 20 times until connected; then parts of the last
/// drawing are merged by exchanging the ends of two edges, which leaves every degree as it is.
/// </summary>
internal static class RandomRegular
{
    public static IEnumerable<Edge> Of(int n, int d, ulong seed) => RandomGraphs.Connected(n, seed,
        (ref Draws draws) => Draw(n, d, ref draws), (List<Edge> edges, ref Draws _) => Merge(n, edges));

    private static List<Edge> Draw(int n, int d, ref Draws draws)
    {
        if (d > n / 2)
        {
            HashSet<Edge> missing = [.. Draw(n, n - 1 - d, ref draws)];
            return [.. Classics.Complete(n).Where(e => !missing.Contains(e))];
        }
        while (true)
        {
            HashSet<Edge> edges = [];
            int[] ends = [.. Enumerable.Range(0, n * d).Select(k => k / d)];
            while (ends.Length > 0)
            {
                draws.Shuffle<int>(ends);
                List<int> left = [];
                for (int k = 0; k < ends.Length; k += 2)
                {
                    if (ends[k] == ends[k + 1] || !edges.Add(Edge.Between(ends[k], ends[k + 1])))
                        left.AddRange([ends[k], ends[k + 1]]);
                }
                ends = [.. left];
                if (!CanGrow(ends, edges)) break;
            }
            if (ends.Length == 0) return [.. edges.Order()];
        }
    }

    private static bool CanGrow(int[] ends, HashSet<Edge> edges)
    {
        int[] nodes = [.. ends.Distinct()];
        if (nodes.Length == 0) return true;
        for (int a = 0; a < nodes.Length; a++)
            for (int b = 0; b < a; b++)
                if (!edges.Contains(Edge.Between(nodes[a], nodes[b]))) return true;
        return false;
    }

    /// <summary>Edges a–b and c–d of two parts become a–c and b–d; a–b lies on a circle, so nothing falls apart.</summary>
    private static void Merge(int n, List<Edge> edges)
    {
        while (true)
        {
            UnionFind sets = new(n);
            bool[] closes = [.. edges.Select(e => !sets.Unite(e.I, e.J))];
            if (sets.Sets == 1) return;
            int one = Enumerable.Range(0, edges.Count).First(e => closes[e] && sets.Find(edges[e].I) == 0);
            int other = edges.FindIndex(e => sets.Find(e.I) != 0);
            (Edge first, Edge second) = (edges[one], edges[other]);
            edges[one] = Edge.Between(first.I, second.I);
            edges[other] = Edge.Between(first.J, second.J);
        }
    }
}

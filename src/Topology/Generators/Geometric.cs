using Gossip.Core;

namespace Gossip.Topology.Generators;

/// <summary>
/// n random points of the unit square, joined where no further apart than r. Redrawn up to 20 times until connected;
/// then the last drawing gets the longer edges of its points' minimum spanning tree: the shortest links that connect it.
/// </summary>
internal static class Geometric
{
    public static IEnumerable<Edge> Of(int n, double r, ulong seed)
    {
        double[] x = new double[n], y = new double[n];
        return RandomGraphs.Connected(n, seed,
            (ref Draws draws) =>
            {
                for (int i = 0; i < n; i++) (x[i], y[i]) = (draws.Uniform(), draws.Uniform());
                return Near(x, y, r);
            },
            (List<Edge> edges, ref Draws _) => edges.AddRange(SpanningTree(x, y).Where(e => !(Square(x, y, e.I, e.J) <= r * r))));
    }

    private static double Square(double[] x, double[] y, int i, int j) =>
        (x[i] - x[j]) * (x[i] - x[j]) + (y[i] - y[j]) * (y[i] - y[j]);

    /// <summary>All pairs within r, by cells of side at least r.</summary>
    private static List<Edge> Near(double[] x, double[] y, double r)
    {
        int cells = (int)Math.Clamp(1 / r, 1, Math.Sqrt(x.Length) + 1);
        List<int>[] members = [.. Enumerable.Range(0, cells * cells).Select(_ => new List<int>())];
        List<Edge> edges = [];
        for (int i = 0; i < x.Length; i++)
        {
            int column = (int)(x[i] * cells), row = (int)(y[i] * cells);
            for (int b = Math.Max(row - 1, 0); b <= Math.Min(row + 1, cells - 1); b++)
                for (int a = Math.Max(column - 1, 0); a <= Math.Min(column + 1, cells - 1); a++)
                    foreach (int j in members[b * cells + a])
                        if (Square(x, y, i, j) <= r * r) edges.Add(new(j, i));
            members[row * cells + column].Add(i);
        }
        return edges;
    }

    /// <summary>Prim's algorithm on all pairs, O(n²) time and O(n) memory.</summary>
    private static List<Edge> SpanningTree(double[] x, double[] y)
    {
        int n = x.Length, last = 0;
        double[] distance = new double[n];
        int[] from = new int[n];
        Array.Fill(distance, double.PositiveInfinity);
        List<int> outside = [.. Enumerable.Range(1, n - 1)];
        List<Edge> tree = [];
        while (outside.Count > 0)
        {
            int nearest = 0;
            for (int k = 0; k < outside.Count; k++)
            {
                int i = outside[k];
                double d = Square(x, y, last, i);
                if (d < distance[i]) (distance[i], from[i]) = (d, last);
                if (distance[i] < distance[outside[nearest]]) nearest = k;
            }
            last = outside[nearest];
            outside[nearest] = outside[^1];
            outside.RemoveAt(outside.Count - 1);
            tree.Add(Edge.Between(from[last], last));
        }
        return tree;
    }
}

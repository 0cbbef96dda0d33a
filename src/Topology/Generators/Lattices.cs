namespace Gossip.Topology.Generators;

/// <summary>Boxes of any number of sides, nodes numbered row by row: the last coordinate runs fastest.</summary>
internal static class Lattices
{
    /// <summary>Neighbours differ by one in one coordinate.</summary>
    public static IEnumerable<Edge> Grid(int[] sides) => Box(sides, wrap: false);

    /// <summary>The grid with opposite faces joined; a side of two nodes has one edge, not two.</summary>
    public static IEnumerable<Edge> Torus(int[] sides) => Box(sides, wrap: true);

    /// <summary>2^d nodes, joined where their numbers differ in one bit.</summary>
    public static IEnumerable<Edge> Hypercube(int dimension) =>
        from i in Enumerable.Range(0, 1 << dimension)
        from bit in Enumerable.Range(0, dimension)
        where (i >> bit & 1) == 0
        select new Edge(i, i | 1 << bit);

    /// <summary>Each of the first a nodes joined to each of the other b.</summary>
    public static IEnumerable<Edge> Bipartite(int a, int b) =>
        from i in Enumerable.Range(0, a)
        from j in Enumerable.Range(a, b)
        select new Edge(i, j);

    private static IEnumerable<Edge> Box(int[] sides, bool wrap)
    {
        int nodes = sides.Aggregate(1, (a, b) => a * b), stride = nodes;
        foreach (int side in sides)
        {
            stride /= side;
            for (int i = 0; i < nodes; i++)
            {
                int at = i / stride % side;
                if (at + 1 < side) yield return new(i, i + stride);
                else if (wrap && side > 2) yield return new(i - at * stride, i);
            }
        }
    }
}

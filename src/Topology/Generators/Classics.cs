namespace Gossip.Topology.Generators;

/// <summary>Graphs named by one size, the number of nodes.</summary>
internal static class Classics
{
    /// <summary>0–1–…–(n−1).</summary>
    public static IEnumerable<Edge> Path(int n) => Enumerable.Range(0, n - 1).Select(i => new Edge(i, i + 1));

    /// <summary>The path closed to a circle.</summary>
    public static IEnumerable<Edge> Ring(int n) => n > 2 ? Path(n).Append(new(0, n - 1)) : Path(n);

    /// <summary>Node 0 joined to every other.</summary>
    public static IEnumerable<Edge> Star(int n) => Enumerable.Range(1, n - 1).Select(i => new Edge(0, i));

    /// <summary>Node 0 joined to a ring of the others.</summary>
    public static IEnumerable<Edge> Wheel(int n) => Star(n).Concat(Ring(n - 1).Select(e => new Edge(e.I + 1, e.J + 1)));

    /// <summary>Every node joined to every other.</summary>
    public static IEnumerable<Edge> Complete(int n) => Clique(0, n);

    /// <summary>Two complete graphs on n/2 nodes each, and one edge from the last node of the first to the first of the second.</summary>
    public static IEnumerable<Edge> Barbell(int n) => Clique(0, n / 2).Concat(Clique(n / 2, n)).Append(new(n / 2 - 1, n / 2));

    /// <summary>A complete graph on the first ⌊n/2⌋ nodes, and the rest a path that hangs on its last node.</summary>
    public static IEnumerable<Edge> Lollipop(int n) =>
        Clique(0, n / 2).Concat(Enumerable.Range(n / 2 - 1, n - n / 2).Select(i => new Edge(i, i + 1)));

    /// <summary>The binary tree whose node i has the children 2i+1 and 2i+2.</summary>
    public static IEnumerable<Edge> Tree(int n) => Enumerable.Range(1, n - 1).Select(i => new Edge((i - 1) / 2, i));

    /// <summary>Node i joined to i ± 2ᵏ mod n, for every 2ᵏ below n.</summary>
    public static IEnumerable<Edge> Exponential(int n)
    {
        HashSet<Edge> edges = [];
        for (long step = 1; step < n; step *= 2)
            for (int i = 0; i < n; i++) edges.Add(Edge.Between(i, (int)((i + step) % n)));
        return edges;
    }

    /// <summary>Petersen's graph: the ring 0…4, spokes i to i+5, and the star 5, 7, 9, 6, 8.</summary>
    public static IEnumerable<Edge> Petersen() => Enumerable.Range(0, 5).SelectMany(i => new[]
    {
        Edge.Between(i, (i + 1) % 5), new Edge(i, i + 5), Edge.Between(i + 5, (i + 2) % 5 + 5),
    });

    private static IEnumerable<Edge> Clique(int from, int to)
    {
        for (int i = from; i < to; i++)
            for (int j = i + 1; j < to; j++) yield return new(i, j);
    }
}

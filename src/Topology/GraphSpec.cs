using Gossip.Core;
using Gossip.Topology.Generators;

namespace Gossip.Topology;

/// <summary>
/// Graphs by name: <c>ring:16 path:16 star:16 wheel:16 complete:16 bipartite:3x5 grid:4x4 torus:4x4 hypercube:4 barbell:16
/// lollipop:16 tree:15 exponential:16 petersen random-tree:16 erdos-renyi:64,p=0.1 geometric:64,r=0.25
/// small-world:64,k=4,p=0.1 regular:64,d=3</c>. All are connected; how the random ones are made so stands at each generator.
/// </summary>
public static class GraphSpec
{
    private static readonly SortedDictionary<string, Func<GraphArguments, (int Nodes, IEnumerable<Edge> Edges)>> Known =
        new(StringComparer.Ordinal)
        {
            ["path"] = a => Sized(a, 2, Classics.Path),
            ["ring"] = a => Sized(a, 2, Classics.Ring),
            ["star"] = a => Sized(a, 2, Classics.Star),
            ["wheel"] = a => Sized(a, 4, Classics.Wheel),
            ["complete"] = a => Sized(a, 2, Classics.Complete),
            ["lollipop"] = a => Sized(a, 2, Classics.Lollipop),
            ["tree"] = a => Sized(a, 2, Classics.Tree),
            ["exponential"] = a => Sized(a, 2, Classics.Exponential),
            ["random-tree"] = a => Sized(a, 2, n => RandomTree.Of(n, a.Seed)),
            ["barbell"] = a => Sized(a, 2, n => n % 2 == 0 ? Classics.Barbell(n) : throw a.WrongSize("an even number of nodes, half in each bell")),
            ["petersen"] = a => { a.NoSize(); return (10, Classics.Petersen()); },
            ["grid"] = a => Boxed(a, Lattices.Grid),
            ["torus"] = a => Boxed(a, Lattices.Torus),
            ["bipartite"] = a => Boxed(a, s => s.Length == 2 ? Lattices.Bipartite(s[0], s[1]) : throw a.WrongSize("two sizes such as bipartite:3x5"), sum: true),
            ["hypercube"] = a => a.Size(1, "hypercube:4") is int d and <= 26 ? (1 << d, Lattices.Hypercube(d)) : throw a.WrongSize("a dimension from 1 to 26"),
            ["erdos-renyi"] = a => Sized(a, 2, n => ErdosRenyi.Of(n, a.Number("p", 1), a.Seed), ",p=0.1"),
            ["geometric"] = a => Sized(a, 2, n => Geometric.Of(n, a.Number("r", 2), a.Seed), ",r=0.25"),
            ["small-world"] = a => Sized(a, 3, n => SmallWorld.Of(n, EvenBelow(a, "k", n), a.Number("p", 1, zero: true), a.Seed), ",k=4,p=0.1"),
            ["regular"] = a => Sized(a, 3, n => RandomRegular.Of(n, RegularDegree(a, n), a.Seed), ",d=3"),
        };

    /// <summary>The generators' names.</summary>
    public static IEnumerable<string> Generators => Known.Keys;

    /// <summary>
    /// The graph that <paramref name="text"/> names. Random ones depend on <paramref name="seed"/> and nothing else.
    /// Throws <see cref="InputException"/>, with <paramref name="place"/> in front, on an unknown generator, size or parameter.
    /// </summary>
    public static Graph Parse(string text, ulong seed, string place = "graph")
    {
        GraphArguments arguments = new(text.Trim(), seed, place);
        if (!Known.TryGetValue(arguments.Name, out Func<GraphArguments, (int Nodes, IEnumerable<Edge> Edges)>? make))
            throw InputException.At(place, $"unknown generator '{arguments.Name}'", "one of " + string.Join(" ", Generators) + Nearest.Hint(arguments.Name, Generators));
        (int nodes, IEnumerable<Edge> edges) = make(arguments);
        arguments.Finish();
        return new(nodes, edges, arguments.Text);
    }

    /// <summary>
    /// A generator's graph, or else the graph of an edge-list file, its path relative to <paramref name="folder"/>.
    /// Throws <see cref="InputException"/> where the text is neither.
    /// </summary>
    public static GraphFile Resolve(string text, ulong seed, string folder, string place = "graph")
    {
        string name = text.Trim().Split(':', ',')[0].TrimEnd();
        if (Known.ContainsKey(name)) return new(Parse(text, seed, place), null, null);
        string path = Path.Combine(folder, text.Trim());
        if (File.Exists(path)) return GraphFile.Read(path);
        throw InputException.At(place, $"'{text.Trim()}', which is no generator and no file in {Path.GetFullPath(folder)}",
            "an edge-list file or one of " + string.Join(" ", Generators) + Nearest.Hint(name, Generators));
    }

    private static (int Nodes, IEnumerable<Edge> Edges) Sized(GraphArguments a, int least, Func<int, IEnumerable<Edge>> edges, string parameters = "")
    {
        int n = a.Size(least, $"{a.Name}:16{parameters}");
        return (n, edges(n));
    }

    private static (int Nodes, IEnumerable<Edge> Edges) Boxed(GraphArguments a, Func<int[], IEnumerable<Edge>> edges, bool sum = false)
    {
        int[] sides = a.Sides();
        return (sides.Aggregate((x, y) => sum ? x + y : x * y), edges(sides));
    }

    private static int EvenBelow(GraphArguments a, string key, int n)
    {
        int k = a.Whole(key, 2, n - 1);
        return k % 2 == 0 ? k : throw a.Wrong($"{key}={k}", "an even number of neighbours");
    }

    private static int RegularDegree(GraphArguments a, int n)
    {
        int d = a.Whole("d", 2, n - 1);
        return (long)n * d % 2 == 0 ? d : throw a.Wrong($"d={d}", "an even number of edge ends, size times d");
    }
}

using System.Collections.Immutable;
using System.Globalization;
using Gossip.Core;

namespace Gossip.Topology;

/// <summary>
/// An edge list in a text file: lines <c>i j [rate] [cost]</c>, nodes numbered from 0, <c>#</c> begins a comment.
/// Rates and costs go by edge number, and are null where the file has no such column.
/// </summary>
public sealed record GraphFile(Graph Graph, ImmutableArray<double>? Rates, ImmutableArray<double>? Costs)
{
    private readonly record struct Row(Edge Edge, double Rate, double Cost, int Line);

    /// <summary>Reads a file. Throws <see cref="InputException"/> naming file and line where it is no connected simple graph.</summary>
    public static GraphFile Read(string path)
    {
        try
        {
            return Parse(File.ReadLines(path), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot be read ({e.Message})");
        }
    }

    /// <summary>Reads a file of rates for the edges of <paramref name="graph"/>: exactly these, each with its rate.</summary>
    public static RatedGraph ReadRates(string path, Graph graph)
    {
        GraphFile file = Read(path);
        if (file.Rates is not { } rates) throw InputException.At(path, "no rates", "lines of i j rate");
        if (file.Graph.Nodes != graph.Nodes || !file.Graph.Edges.SequenceEqual(graph.Edges))
            throw InputException.At(path, $"rates of another graph ({file.Graph.Nodes} nodes, {file.Graph.Edges.Length} edges)",
                $"a rate for each edge of {graph.Name} ({graph.Nodes} nodes, {graph.Edges.Length} edges)");
        return new(graph, rates);
    }

    /// <summary>Reads lines; <paramref name="name"/> stands for the file in messages and names the graph.</summary>
    public static GraphFile Parse(IEnumerable<string> lines, string name)
    {
        List<Row> rows = [];
        int line = 0, columns = 0;
        foreach (string text in lines)
        {
            line++;
            string[] cells = text.Split('#')[0].Split((char[])[' ', '\t', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (cells.Length == 0) continue;
            string place = $"{name}, line {line}";
            if (rows.Count == 0) columns = cells.Length;
            if (columns is < 2 or > 4) throw InputException.At(place, $"{cells.Length} columns", "i j [rate] [cost]");
            if (cells.Length != columns) throw InputException.At(place, $"{cells.Length} columns", $"{columns} as in the lines before");
            int i = Node(cells[0], place), j = Node(cells[1], place);
            if (i == j) throw InputException.At(place, $"an edge from node {i} to itself", "two different nodes");
            rows.Add(new(Edge.Between(i, j), columns > 2 ? Rate(cells[2], place) : 0, columns > 3 ? Cost(cells[3], place) : 0, line));
        }
        if (rows.Count == 0) throw InputException.At(name, "no edges", "lines of i j [rate] [cost]");
        rows.Sort((a, b) => (a.Edge, a.Line).CompareTo((b.Edge, b.Line)));
        for (int e = 1; e < rows.Count; e++)
            if (rows[e].Edge == rows[e - 1].Edge)
                throw InputException.At($"{name}, line {rows[e].Line}", $"edge {rows[e].Edge.I} {rows[e].Edge.J} again (first in line {rows[e - 1].Line})", "each edge once");

        return new(
            Connectivity.Require(new Graph(Contiguous(rows, name), rows.Select(r => r.Edge), name), name),
            columns > 2 ? [.. rows.Select(r => r.Rate)] : null,
            columns > 3 ? [.. rows.Select(r => r.Cost)] : null);
    }

    private static int Contiguous(List<Row> rows, string name)
    {
        int[] used = [.. rows.SelectMany(r => new[] { r.Edge.I, r.Edge.J }).Distinct().Order()];
        for (int k = 0; k < used.Length; k++)
            if (used[k] != k) throw InputException.At(name, $"node {used[^1]} but no edge at node {k}", "nodes numbered from 0 without gaps, all of them connected");
        return used.Length;
    }

    private static int Node(string cell, string place) =>
        int.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out int node)
            ? node : throw InputException.At(place, $"'{cell}'", "a node number, 0 or above");

    private static double Rate(string cell, string place) => Number(cell, place, "a rate, finite and not negative");

    private static double Cost(string cell, string place) => Number(cell, place, "a cost, finite and not negative");

    private static double Number(string cell, string place, string expected) =>
        double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) && value >= 0
            ? value : throw InputException.At(place, $"'{cell}'", expected);
}

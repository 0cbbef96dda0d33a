using System.Collections.Immutable;
using System.Globalization;
using Gossip.Core;
using Gossip.Topology;

namespace Gossip.Sdp;

/// <summary>
/// Costs, caps and budgets from text files: lines <c>i j value</c> for edges, <c>i value</c> for nodes, blanks, tabs or
/// commas between, <c>#</c> begins a comment. Mistakes are told by file and line.
/// </summary>
public static class ValueFile
{
    /// <summary>c_e by edge number, finite and &gt; 0, one line for every edge.</summary>
    public static ImmutableArray<double> ReadCosts(string path, Graph graph) => Costs(Lines(path), path, graph);

    /// <summary>u_e by edge number, ≥ 0; edges without a line have no cap.</summary>
    public static ImmutableArray<double> ReadCaps(string path, Graph graph) => Caps(Lines(path), path, graph);

    /// <summary>b_i by node, ≥ 0; nodes without a line have no budget.</summary>
    public static ImmutableArray<double> ReadBudgets(string path, Graph graph) => Budgets(Lines(path), path, graph);

    internal static ImmutableArray<double> Costs(IEnumerable<string> lines, string name, Graph graph)
    {
        double[] costs = Parse(lines, name, 3, graph.Edges.Length, cells => EdgeOf(cells, graph), c => c > 0, "a finite cost > 0");
        int missing = Array.FindIndex(costs, double.IsNaN);
        if (missing >= 0)
            throw InputException.At(name, $"no cost for edge {graph.Edges[missing].I} {graph.Edges[missing].J}", $"one line for each of the {costs.Length} edges");
        return [.. costs];
    }

    internal static ImmutableArray<double> Caps(IEnumerable<string> lines, string name, Graph graph) =>
        Unlimited(Parse(lines, name, 3, graph.Edges.Length, cells => EdgeOf(cells, graph), c => c >= 0, "a finite cap ≥ 0"));

    internal static ImmutableArray<double> Budgets(IEnumerable<string> lines, string name, Graph graph) =>
        Unlimited(Parse(lines, name, 2, graph.Nodes, cells => NodeOf(cells[0], graph), b => b >= 0, "a finite budget ≥ 0"));

    private static double[] Parse(
        IEnumerable<string> lines, string name, int columns, int count,
        Func<string[], int> index, Func<double, bool> allowed, string expected)
    {
        double[] values = [.. Enumerable.Repeat(double.NaN, count)];
        int line = 0;
        foreach (string text in lines)
        {
            line++;
            string[] cells = text.Split('#')[0].Split((char[])[' ', '\t', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (cells.Length == 0) continue;
            string place = $"{name}, line {line}";
            if (cells.Length != columns) throw InputException.At(place, $"{cells.Length} columns", columns == 3 ? "i j value" : "i value");
            int at = index(cells);
            if (at < 0) throw InputException.At(place, columns == 3 ? $"edge {cells[0]} {cells[1]}" : $"node {cells[0]}", columns == 3 ? "an edge of the graph" : "a node of the graph");
            if (!double.TryParse(cells[^1], NumberStyles.Float, CultureInfo.InvariantCulture, out double value) || !double.IsFinite(value) || !allowed(value))
                throw InputException.At(place, $"'{cells[^1]}'", expected);
            if (!double.IsNaN(values[at])) throw InputException.At(place, $"'{string.Join(' ', cells[..^1])}' again", "each once");
            values[at] = value;
        }
        return values;
    }

    private static int EdgeOf(string[] cells, Graph graph)
    {
        int i = NodeOf(cells[0], graph), j = NodeOf(cells[1], graph);
        return i < 0 || j < 0 ? -1 : graph.IndexOf(i, j);
    }

    private static int NodeOf(string cell, Graph graph) =>
        int.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out int node) && node < graph.Nodes ? node : -1;

    private static ImmutableArray<double> Unlimited(double[] values) =>
        [.. values.Select(v => double.IsNaN(v) ? double.PositiveInfinity : v)];

    private static string[] Lines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot be read ({e.Message})");
        }
    }
}

using System.Globalization;

namespace Gossip.Conformance.Tests;

/// <summary>A line of examples/papers/expected.tsv: a figure of an experiment, and how near to its reference it must come out.</summary>
/// <param name="Experiment">The experiment's file, under examples/papers.</param>
/// <param name="Changes">What is set differently, <c>key.path=value</c>.</param>
/// <param name="Seeds">The run's own seed when 1; else seeds 1, 2, … to this one.</param>
/// <param name="IsMedian">Whether the median over seeds counts; else their mean.</param>
/// <param name="Figure">A key of summary.json, or a column of metrics.csv and a time, <c>loss@50</c>.</param>
/// <param name="Reference">The published figure.</param>
/// <param name="Tolerance">The relative deviation that is allowed.</param>
internal sealed record Expectation(string Experiment, IReadOnlyList<string> Changes, int Seeds, bool IsMedian, string Figure, double Reference, double Tolerance)
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(Folder, "expected.tsv"));

    /// <summary>The names of the columns.</summary>
    public static string Header => Lines[0];

    /// <summary>All lines.</summary>
    public static IReadOnlyList<Expectation> All { get; } = [.. Lines.Skip(1).Select(Of)];

    /// <summary>The folder of the experiments.</summary>
    public static string Folder => Repository.PathOf("examples/papers");

    /// <summary>The line itself.</summary>
    public required string Line { get; init; }

    private static Expectation Of(string line)
    {
        string[] cells = line.Split('\t');
        return new(cells[0], cells[1].Split("; ", StringSplitOptions.RemoveEmptyEntries), int.Parse(cells[2].Split(' ')[^1], CultureInfo.InvariantCulture), cells[2].StartsWith("median", StringComparison.Ordinal),
            cells[3], Gossip.Tests.Reference.Number(cells[4]), Gossip.Tests.Reference.Number(cells[5])) { Line = line };
    }
}

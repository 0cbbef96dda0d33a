using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Gossip.Experiments;
using Gossip.Experiments.Running;

namespace Gossip.Conformance.Tests;

/// <summary>
/// Runs experiments of the papers and reads figures off what they leave. An experiment is run once for all its figures. What came out
/// stands in papers.tsv beside the tests in the end, for examples/papers/run.sh to print.
/// </summary>
public sealed class Paper_runs : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gossip-papers-").FullName;
    private readonly ConcurrentDictionary<string, string> _runs = [];
    private readonly ConcurrentDictionary<Expectation, double> _figures = [];

    /// <inheritdoc/>
    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        string[] lines = [.. Expectation.All.Where(_figures.ContainsKey).Select(expected => string.Create(CultureInfo.InvariantCulture,
            $"{expected.Line}\t{_figures[expected]:G9}\t{100 * (_figures[expected] / expected.Reference - 1):+0.0####;-0.0####;0} %"))];
        File.WriteAllLines(Path.Combine(AppContext.BaseDirectory, "papers.tsv"), lines.Prepend($"{Expectation.Header}\tcame out\tdeviation"));
    }

    internal double Of(Expectation expected)
    {
        double[] values = [.. Enumerable.Range(1, expected.Seeds).Select(seed => Figure(Run(expected, seed), expected.Figure)).Order()];
        return _figures[expected] = expected.IsMedian ? values[values.Length / 2] : values.Average();
    }

    private string Run(Expectation expected, int seed) => _runs.GetOrAdd($"{expected.Experiment} {string.Join("; ", expected.Changes)} {seed}", _ =>
    {
        string folder = Path.Combine(_folder, $"{_runs.Count}-{seed}");
        Experiment experiment = Experiment.Read(Path.Combine(Expectation.Folder, expected.Experiment), [.. expected.Changes, $"seed={seed}"]);
        Runner.Run(experiment, new() { Folder = folder });
        return folder;
    });

    private static double Figure(string folder, string figure)
    {
        string[] parts = figure.Split('@');
        if (parts.Length == 1)
        {
            using JsonDocument summary = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, RunFolder.Summary)));
            return summary.RootElement.GetProperty(figure).GetDouble();
        }
        string[][] lines = [.. File.ReadLines(Path.Combine(folder, RunFolder.Metrics)).Select(line => line.Split(','))];
        return Reference.Number(lines.Single(cells => cells[0] == parts[1])[Array.IndexOf(lines[0], parts[0])]);
    }
}

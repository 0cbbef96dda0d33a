using System.Globalization;

namespace Gossip.EndToEnd.Tests;

/// <summary>2000 recorded events of the published code, replayed on both runtimes through an experiment file.</summary>
[Collection(nameof(InsideThisProcess))]
public sealed class The_reference_trace_through_the_command : IDisposable
{
    private static readonly string Trace = Path.Combine(Repository.Root, "tests/data/trace_linear_n16_s0_cycle");
    private readonly Shell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData("sequential")]
    [InlineData("actors")]
    public void Ends_in_the_reference_state(string runtime)
    {
        _shell.Write("trace.yaml", $$"""
            problem: { data: {{Repository.Data("linear_n16_s0")}} }
            graph: ring:16
            method: { name: dadao, chi1: 2.646967692490807 }
            clocks: { file: {{Trace}}/events.csv }
            runtime: {{runtime}}
            record: { state: true, events: true, every: 1000 }
            """);
        Finished finished = _shell.Inside("run", "trace.yaml", "--json");
        finished.Code.ShouldBe(0);
        finished.Out.ShouldContain("\"stop_reason\": \"clocks\"");
        finished.Out.ShouldContain("\"events\": 2000");

        Dictionary<string, double[]> expected = Rows(Path.Combine(Trace, "final_state.csv"), 2), state = Rows(_shell["runs/trace/state.csv"], 3);
        state.Keys.ShouldBe(expected.Keys, ignoreOrder: true);
        foreach ((string row, double[] values) in expected)
            (Norm(values.Zip(state[row], (a, b) => a - b)) / Norm(values)).ShouldBeLessThan(1e-10, row);

        double distance = double.Parse(File.ReadAllLines(Path.Combine(Trace, "distance.csv"))[^1].Split(',')[1], CultureInfo.InvariantCulture);
        double measured = double.Parse(_shell.Read("runs/trace/metrics.csv").TrimEnd().Split('\n')[^1].Split(',')[4], CultureInfo.InvariantCulture);
        measured.ShouldBe(distance, 1e-10 * distance);
        Events(_shell["runs/trace/events.csv"]).ShouldBe(Events(Path.Combine(Trace, "events.csv")));
    }

    private static Dictionary<string, double[]> Rows(string path, int first)
    {
        IEnumerable<string[]> lines = File.ReadLines(path).Skip(1).Select(line => line.Split(','));
        return lines.ToDictionary(c => $"{c[0]} {c[first - 1]}", c => c[first..].Select(x => double.Parse(x, CultureInfo.InvariantCulture)).ToArray());
    }

    private static IEnumerable<(double, string, string, string)> Events(string path) =>
        File.ReadLines(path).Skip(1).Select(line => line.Split(',')).Select(c => (double.Parse(c[0], CultureInfo.InvariantCulture), c[1], c[2], c[3]));

    private static double Norm(IEnumerable<double> v) => Math.Sqrt(v.Sum(x => x * x));
}

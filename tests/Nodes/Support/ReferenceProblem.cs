using System.Globalization;
using System.Text.Json;
using Gossip.Nodes.Clocks;

namespace Gossip.Nodes.Tests;

/// <summary>The reference least-squares problem on 16 nodes, and the trace of a run on it.</summary>
internal static class ReferenceProblem
{
    private static readonly JsonElement Facts =
        JsonDocument.Parse(File.ReadAllText(Repository.Data("linear_n16_s0", "problem.json"))).RootElement;

    public static double Mu => Facts.GetProperty("mu").GetDouble();

    public static double L => Facts.GetProperty("L").GetDouble();

    public static double[] Optimum => Facts.GetProperty("x_star").EnumerateArray().Select(v => v.GetDouble()).ToArray();

    public static double[][] Start => Facts.GetProperty("x0").EnumerateArray()
        .Select(row => row.EnumerateArray().Select(v => v.GetDouble()).ToArray()).ToArray();

    public static PlainLeastSquares[] Objectives { get; } = Enumerable.Range(0, 16).Select(i =>
    {
        double[][] rows = Table(Repository.Data("linear_n16_s0", $"node-{i:00}.csv")).Select(Numbers).ToArray();
        return new PlainLeastSquares(rows.Select(r => r[..^1]).ToArray(), rows.Select(r => r[^1]).ToArray());
    }).ToArray();

    public static RecordedEvent[] Events { get; } = Table(Repository.Data("trace_linear_n16_s0_cycle", "events.csv"))
        .Select(f => f[1] == "gradient"
            ? RecordedEvent.Gradient(Number(f[0]), int.Parse(f[2]))
            : RecordedEvent.Exchange(Number(f[0]), int.Parse(f[2]), int.Parse(f[3]))).ToArray();

    public static IEnumerable<string[]> Table(string path) => File.ReadLines(path).Skip(1).Select(line => line.Split(','));

    public static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static double[] Numbers(string[] fields) => fields.Select(Number).ToArray();
}

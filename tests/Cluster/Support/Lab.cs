using System.Globalization;
using System.Text.Json.Nodes;

namespace Gossip.Cluster.Tests;

/// <summary>
/// A folder with a least-squares problem on eight nodes, one file each, and the processes that were started in it. The exact
/// optimum of any nodes is found here without the program, from the normal equations.
/// </summary>
public sealed class Lab : IDisposable
{
    public const int Nodes = 8, Rows = 6, Dimension = 3;
    private const double L2 = 4;
    private readonly List<Running> _started = [];

    public Lab()
    {
        for (int i = 0; i < Nodes; i++)
            Write($"shards/node-{i:00}.csv", string.Concat(Enumerable.Range(0, Rows).Select(r => string.Join(',', Enumerable.Range(0, Dimension).Select(c => Number(Feature(i, r, c))).Append(Number(Target(i, r)))) + "\n").Prepend("a,b,c,y\n")));
        Write("lab.yaml", $$"""
            problem: { loss: least-squares, data: shards, l2: {{L2}}, mu: 4, l: 10 }
            graph: exponential:{{Nodes}}
            stop: { error: 1.0e-19 }
            record: { every: 2, state: true }
            cluster: { least-unit: 0.02 }
            """);
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("gossip-cluster-").FullName;

    public string this[string file] => Path.Combine(Folder, file);

    public void Write(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[file])!);
        File.WriteAllText(this[file], text);
    }

    /// <summary>Starts <c>gossip</c> with arguments.</summary>
    public Running Start(params string[] arguments) => Start(new Dictionary<string, string>(), arguments);

    /// <summary>The same with environment variables.</summary>
    public Running Start(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        Running running = new(Folder, environment, arguments);
        _started.Add(running);
        return running;
    }

    /// <summary>The same in a network namespace.</summary>
    public Running StartIn(string space, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        Running running = new(Folder, environment, arguments, "ip", "netns", "exec", space);
        _started.Add(running);
        return running;
    }

    public JsonNode Summary(string folder) => JsonNode.Parse(File.ReadAllText(this[$"{folder}/summary.json"]))!;

    /// <summary>Waits until a run has measured a time.</summary>
    public void WaitForTime(string folder, double time, Running run) => Wait.Until(() => Time(folder) >= time || run.HasEnded, 60, () => $"{folder} is at time {Time(folder)}\n{run.Said}");

    /// <summary>The time that a run measured last.</summary>
    public double Time(string folder)
    {
        string path = this[$"{folder}/metrics.csv"];
        if (!File.Exists(path)) return 0;
        using StreamReader reader = new(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        string[] whole = reader.ReadToEnd().Split('\n')[..^1];
        return whole.Length < 2 ? 0 : double.Parse(whole[^1].Split(',')[0], CultureInfo.InvariantCulture);
    }

    /// <summary>x of the nodes in a run's state.csv.</summary>
    public Dictionary<int, double[]> Estimates(string folder) => File.ReadLines(this[$"{folder}/state.csv"]).Select(line => line.Split(','))
        .Where(cells => cells[2] == "x")
        .ToDictionary(cells => int.Parse(cells[0], CultureInfo.InvariantCulture), cells => cells.Skip(3).Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray());

    /// <summary>The largest |x_i − x*|/|x*| over estimates, x* the exact optimum of the given nodes.</summary>
    public static double Distance(IEnumerable<double[]> estimates, IEnumerable<int> nodes)
    {
        double[] optimum = Optimum(nodes);
        double size = Math.Sqrt(optimum.Sum(v => v * v));
        return estimates.Max(x => Math.Sqrt(x.Zip(optimum, (a, b) => (a - b) * (a - b)).Sum()) / size);
    }

    /// <summary>Solves Σᵢ(2AᵢᵀAᵢ/m + l2·I)x = Σᵢ 2Aᵢᵀbᵢ/m by elimination.</summary>
    public static double[] Optimum(IEnumerable<int> nodes)
    {
        double[,] system = new double[Dimension, Dimension + 1];
        foreach (int i in nodes)
            for (int c = 0; c < Dimension; c++)
            {
                system[c, c] += L2;
                for (int r = 0; r < Rows; r++)
                {
                    for (int k = 0; k < Dimension; k++) system[c, k] += 2 * Feature(i, r, c) * Feature(i, r, k) / Rows;
                    system[c, Dimension] += 2 * Feature(i, r, c) * Target(i, r) / Rows;
                }
            }
        for (int p = 0; p < Dimension; p++)
            for (int c = 0; c < Dimension; c++)
            {
                if (c == p) continue;
                double factor = system[c, p] / system[p, p];
                for (int k = p; k <= Dimension; k++) system[c, k] -= factor * system[p, k];
            }
        return [.. Enumerable.Range(0, Dimension).Select(c => system[c, Dimension] / system[c, c])];
    }

    public void Dispose()
    {
        foreach (Running running in _started) running.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private static double Feature(int node, int row, int column) => Math.Round(Math.Sin(1.7 * node + 2.3 * row * row + 3.1 * column * (row + 1) + 0.4), 6);

    private static double Target(int node, int row) => Math.Round(5 * Math.Cos(2.9 * node + 1.3 * row), 6);

    private static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);
}

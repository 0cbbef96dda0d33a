using Gossip.Experiments;
using Gossip.Experiments.Federated;
using Gossip.Experiments.Running;

namespace Gossip.Benchmarks.Torch;

/// <summary>Time to accuracy of the federated methods on Fashion-MNIST, each with the step that gets it there first.</summary>
internal static class Federated
{
    private const int Time = 20;

    public static void Print(string model, string alpha, string pictures)
    {
        // convolutions cost a processor a hundred times as much
        Budget budget = model == "softmax" ? new(6000, 2000, 10, 32, 1, [0.005, 0.015, 0.05, 0.15, 0.5], [0.6, 0.7, 0.75]) : new(2000, 500, 5, 16, 2, [0.003, 0.01, 0.03, 0.1], [0.3, 0.5, 0.6]);
        string data = FashionMnist.Cut(budget.Train, budget.Test);
        double[] goals = budget.Goals;
        Console.WriteLine($"\n{model}, Dirichlet {alpha}: {budget.Train} images on 20 clients, F80, {budget.Steps} local steps of {budget.Batch} images; tested on {budget.Test}; steps tried: {string.Join(", ", budget.Rates)}");
        Console.WriteLine($"\n| Method | step | {string.Join(" | ", goals.Select(g => $"time to {g:P0}"))} | accuracy at {Time} | its deviation over the last third | updates |");
        Console.WriteLine($"|---|---|{string.Concat(goals.Select(_ => "---|"))}---|---|---|");
        List<(string, List<FederatedPoint>)> curves = [];
        foreach ((string name, string method) in new[]
        {
            ("FedAvg", "name: fedavg"), ("asynchronous", "name: async-fedavg"), ("FedFix 0.2", "name: fedfix, interval: 0.2"),
            ("FedFix 0.5", "name: fedfix, interval: 0.5"), ("FedFix 0.8", "name: fedfix, interval: 0.8"), ("FedBuff 5", "name: fedbuff, buffer: 5, weights: unbiased"),
        })
        {
            (double Rate, List<FederatedPoint> Points) best = budget.Rates.Select(rate => (rate, Run(data, model, alpha, method, rate, budget))).MaxBy(run => Quality(run.Item2, goals));
            double[] late = [.. best.Points.Where(p => p.Time > Time * 2.0 / 3).Select(p => p.TestAccuracy)];
            double mean = late.Average(), deviation = Math.Sqrt(late.Average(v => (v - mean) * (v - mean)));
            Console.WriteLine($"| {name} | {best.Rate} | {string.Join(" | ", goals.Select(g => Reached(best.Points, g) is { } time ? $"{time:0.#}" : "–"))} | {mean:P1} | {deviation:P1} | {best.Points[^1].Updates} |");
            curves.Add((name, best.Points));
        }
        double[] times = [.. curves[0].Item2.Select(p => p.Time)];
        Picture.Write(Path.Combine(pictures, $"fashion-{model}-{alpha}.svg"), $"{model}, Dirichlet {alpha}: accuracy on the test set", "time, in local rounds of the slowest client", times,
            [.. curves.Select(c => (c.Item1, c.Item2.Select(p => p.TestAccuracy).ToArray()))]);
    }

    private static List<FederatedPoint> Run(string data, string model, string alpha, string method, double rate, Budget budget)
    {
        string yaml = FormattableString.Invariant($$"""
            problem: { loss: torch, model: {{model}}, data: train-images-idx3-ubyte, test: t10k-images-idx3-ubyte, scale: 255, split: { kind: dirichlet, alpha: {{alpha}} } }
            clients: { count: 20, times: F80 }
            method: { {{method}}, local: { steps: {{budget.Steps}}, rate: {{rate}}, batch: {{budget.Batch}} } }
            stop: { time: {{Time}} }
            record: { every: {{budget.Every}}, optimum: never }
            """);
        string folder = Directory.CreateTempSubdirectory("gossip-fashion-").FullName;
        Runner.Run(Experiment.Parse(yaml, Path.Combine(data, "fashion.yaml")), new() { Folder = folder });
        List<FederatedPoint> points = FederatedMetricsFile.Format.Read(Path.Combine(folder, RunFolder.Metrics));
        Directory.Delete(folder, recursive: true);
        Console.Error.WriteLine($"{model} {alpha} {{{method}}} rate {rate}: {points[^1].TestAccuracy:P1}");
        return points;
    }

    private sealed record Budget(int Train, int Test, int Steps, int Batch, int Every, double[] Rates, double[] Goals);

    /// <summary>More goals first, then the sooner the better, then the mean accuracy at the end.</summary>
    private static double Quality(List<FederatedPoint> points, double[] goals) =>
        goals.Sum(g => Reached(points, g) is { } time ? 2 - time / Time : 0) + 0.01 * points.TakeLast(7).Average(p => double.IsNaN(p.TestAccuracy) ? 0 : p.TestAccuracy);

    private static double? Reached(List<FederatedPoint> points, double goal)
    {
        int at = points.FindIndex(p => p.TestAccuracy >= goal);
        return at < 0 ? null : points[at].Time;
    }
}

using System.Diagnostics;
using Gossip.Core;
using Gossip.Methods.Federated;
using Gossip.Nodes.Federated;
using Gossip.Objectives;

namespace Gossip.Benchmarks.Engine;

/// <summary>Clients' updates per second of processor time, and what ten thousand clients weigh.</summary>
internal static class Federated
{
    /// <summary>FedLab's standalone FedAvg at 116 parameters, updates per second of processor time.</summary>
    private const double FedLab = 2870;

    public static void Print(int rounds)
    {
        Console.WriteLine($"\nFederated, one thread: updates per second of processor time at 116 parameters (softmax, 4 classes, 29 features, 100 rows a client); FedLab's FedAvg {FedLab:F0}");
        Console.WriteLine($"{"case",-46}{"updates",14}{"ratio",8}{"bytes/update",14}");
        LocalUpdate one = new() { Rate = 0.01 }, five = one with { Steps = 5 };
        foreach ((string name, FederatedMethod method, int? batch) in new (string, FederatedMethod, int?)[]
        {
            ("fedavg, 1 step of all rows", FederatedMethod.FedAvg(one), null), ("fedavg, 5 steps of all rows", FederatedMethod.FedAvg(five), null),
            ("fedavg, 5 steps of 10 rows", FederatedMethod.FedAvg(five), 10), ("async, 5 steps of 10 rows", FederatedMethod.AsyncFedAvg(five), 10),
            ("fedfix, 5 steps of 10 rows", FederatedMethod.FedFix(five, 0.3), 10), ("fedbuff, 5 steps of 10 rows", FederatedMethod.FedBuff(five, 10), 10),
        })
        {
            Federation federation = Federation.ForHorizon(method, Softmax(100, 100, 29, 4, batch), ClientTimes.Spread(100, 80), 100);
            using SequentialFederation run = new(federation, FederationState.Start(federation));
            run.Advance(200);
            List<double> rates = [];
            long bytes = 0;
            for (int k = 0; k < rounds; k++)
            {
                using Process process = Process.GetCurrentProcess();
                (TimeSpan began, long updates, long before) = (process.TotalProcessorTime, run.Updates, GC.GetAllocatedBytesForCurrentThread());
                run.Advance(run.Time + 200);
                bytes = GC.GetAllocatedBytesForCurrentThread() - before;
                process.Refresh();
                rates.Add((run.Updates - updates) / (process.TotalProcessorTime - began).TotalSeconds);
            }
            double rate = rates.Order().ElementAt(rates.Count / 2);
            Console.WriteLine($"{name,-46}{rate,14:F0}{rate / FedLab,8:F1}{(double)bytes / run.Updates,14:F4}");
        }
        Memory();
    }

    private static void Memory()
    {
        const int Clients = 10_000, Features = 785, Classes = 10;
        Federation federation = Federation.ForHorizon(FederatedMethod.FedFix(new() { Rate = 0.01 }, 0.5), Softmax(Clients, 6, Features, Classes, null), ClientTimes.Spread(Clients, 80), 10);
        using FederationState state = FederationState.Start(federation);
        using SequentialFederation run = new(federation, state);
        Stopwatch watch = Stopwatch.StartNew();
        run.Advance(2);
        using Process process = Process.GetCurrentProcess();
        Console.WriteLine($"\n{Clients} clients of {Classes}-class softmax, d = {federation.Dimension}, 6 rows each: {run.Updates} updates in {watch.Elapsed.TotalSeconds:F1} s, {process.WorkingSet64 / 1e9:F2} GB resident, data and all");
    }

    private static Softmax Made(int client, int rows, int features, int classes)
    {
        Draws draws = new CounterStream(1, Purpose.Start, client).From();
        double[] x = new double[rows * features], y = new double[rows];
        for (int k = 0; k < x.Length; k++) x[k] = draws.Normal();
        for (int k = 0; k < rows; k++) y[k] = draws.Below(classes);
        return new(new Table("made", [.. Enumerable.Range(1, features).Select(c => $"x{c}")], x, y), classes, 0.01);
    }

    private static IObjective[] Softmax(int clients, int rows, int features, int classes, int? batch) =>
        [.. Enumerable.Range(0, clients).Select(i => Sampled(Made(i, rows, features, classes), batch, i))];

    private static IObjective Sampled(Softmax full, int? batch, int client) =>
        batch is { } size ? new Minibatch(full, size, new CounterStream(1, Purpose.Minibatch, client)) : full;
}

using System.Diagnostics;
using System.Globalization;
using Gossip.Nodes.Live;
using Gossip.Nodes.Wire;
using Gossip.Objectives;
using Gossip.Topology;

namespace Gossip.Benchmarks.Cluster;

/// <summary>
/// Two processes exchange vectors of 80 MB while every processor is busy with other work at both: is anybody taken for dead?
/// A process of two that misses the other's heartbeats says that it is paused.
/// </summary>
internal static class HeartbeatPart
{
    private const int Dimension = 10_000_000;

    public static void Print(double seconds)
    {
        using Process other = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["beat", string.Create(CultureInfo.InvariantCulture, $"{seconds}")]) { RedirectStandardOutput = true })!;
        PeerAddress seed = PeerAddress.Parse(other.StandardOutput.ReadLine()!, "the other process");
        Task<string> said = other.StandardOutput.ReadToEndAsync();
        (long exchanges, int misses) = Run(0, [seed], seconds).GetAwaiter().GetResult();
        other.WaitForExit();
        int there = int.Parse(said.Result, CultureInfo.InvariantCulture);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Vectors of 80 MB between two processes for {seconds:0} s, all processors busy: {exchanges} exchanges, {exchanges * 16e-6 * Dimension / seconds:F0} MB/s, heartbeats missed: {misses} here, {there} there"));
    }

    /// <summary>The other process: prints its address, and at the end how often it missed the first.</summary>
    public static void Beat(double seconds) => Console.WriteLine(Run(1, [], seconds).GetAwaiter().GetResult().Misses);

    private static async Task<(long Exchanges, int Misses)> Run(int node, IReadOnlyList<PeerAddress> seeds, double seconds)
    {
        int misses = 0;
        LiveSwarm swarm = new()
        {
            Graph = GraphSpec.Parse("path:2", 1),
            Rate = (graph, _, _) => UniformRates.Smallest(graph).Scale(10),
            Method = (chi1, _) => Methods.Linear.Dadao.Create(1, 2, chi1),
            Dimension = Dimension,
            Seed = 1,
            Digest = new byte[32],
        };
        HostOptions options = new()
        {
            Name = $"n{node}",
            Nodes = [node],
            Seeds = seeds,
            Secret = "bench",
            Notice = line =>
            {
                if (line.StartsWith("paused", StringComparison.Ordinal)) Interlocked.Increment(ref misses);
            },
        };
        LiveHost host = await LiveHost.Start(swarm, [new(node, new Centre(node), new double[6 * Dimension])], options);
        await using (host)
        {
            if (seeds.Count == 0) Console.WriteLine(host.Address);
            using CancellationTokenSource end = new(TimeSpan.FromSeconds(seconds));
            Thread[] busy = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Thread(() => Burn(end.Token)) { IsBackground = true })];
            foreach (Thread thread in busy) thread.Start();
            await Task.Delay(Timeout.Infinite, end.Token).ContinueWith(_ => { }, TaskScheduler.Default);
            int missed = misses;
            long exchanges = (await host.Report(false)).Nodes[0].Exchanges;
            await Task.Delay(TimeSpan.FromSeconds(5)); // the other's time is not over at the same moment
            return (exchanges, missed);
        }
    }

    private static void Burn(CancellationToken end)
    {
        double x = 1;
        while (!end.IsCancellationRequested)
            for (int k = 0; k < 1_000_000; k++) x = Math.Sqrt(x + k);
        GC.KeepAlive(x);
    }

    /// <summary>|x − c|²/2 with c = node in all entries.</summary>
    private sealed class Centre(int node) : IObjective
    {
        public int Dimension => HeartbeatPart.Dimension;

        public double Mu => 1;

        public double L => 2;

        public double Value(ReadOnlySpan<double> x) => 0;

        public void Gradient(ReadOnlySpan<double> x, long draw, Span<double> gradient)
        {
            for (int c = 0; c < Dimension; c++) gradient[c] = x[c] - node;
        }
    }
}

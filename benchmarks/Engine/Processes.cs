using System.Diagnostics;
using Gossip.Nodes;
using Gossip.Nodes.Live;
using Gossip.Nodes.Virtual;
using Gossip.Nodes.Wire;

namespace Gossip.Benchmarks.Engine;

/// <summary>Virtual time over processes of this machine, each with one thread, beside one process in the same run.</summary>
internal static class Processes
{
    private const string Secret = "benchmark";
    private static readonly byte[] Digest = new byte[32];

    /// <summary>What a process started by <see cref="Print"/> does until it is stopped.</summary>
    public static async Task Host(string graph, int d, int m, int processes, int number, string? seed)
    {
        Swarm swarm = Cases.Make(graph, d, m);
        using SwarmState start = swarm.Start();
        OwnNode[] own = [.. Enumerable.Range(0, swarm.Nodes).Where(i => i * processes / swarm.Nodes == number).Select(i =>
            new OwnNode(i, swarm.Objectives[i], [.. Enumerable.Range(0, start.RowCount).SelectMany(r => start.Row(i, r).ToArray())]))];
        HostOptions options = new()
        {
            Name = $"p{number}",
            Nodes = [.. own.Select(o => o.Node)],
            Seeds = seed is null ? [] : [PeerAddress.Parse(seed, "seed")],
            Secret = Secret,
            Notice = Console.Error.WriteLine,
        };
        await using VirtualHost host = await VirtualHost.Start(VirtualSwarm.Of(swarm, Digest), own, options, new(Threads: 1)).ConfigureAwait(false);
        Console.WriteLine($"{host.Address} {host.Lane}");
        await host.Ended.ConfigureAwait(false);
    }

    public static void Print(int rounds)
    {
        Console.WriteLine("\nVirtual time over processes of this machine, one thread each, beside the sequential runtime and actors in the same run");
        Console.WriteLine($"{"case",-34}{"crossing",9}{"sequential",14}{"actors",14}{"processes",14}{"ratio",8}{"exchanges across",18}{"CPU ns/event",14}");
        foreach ((string graph, int d, int processes) in new[] { ("grid:10x10", 10, 2), ("grid:10x10", 1000, 2), ("path:100", 10, 2) })
        {
            Swarm swarm = Cases.Make(graph, d, 100);
            List<Process> children = [];
            try
            {
                List<PeerAddress> lanes = [];
                string? seed = null;
                for (int p = 0; p < processes; p++)
                {
                    string[] arguments = ["host", graph, $"{d}", "100", $"{processes}", $"{p}", .. seed is null ? (string[])[] : [seed]];
                    Process child = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
                    children.Add(child);
                    child.ErrorDataReceived += (_, _) => { };
                    child.BeginErrorReadLine();
                    string[] words = child.StandardOutput.ReadLine()!.Split(' ');
                    seed ??= words[0];
                    lanes.Add(PeerAddress.Parse(words[1], "lane"));
                }
                using ClusterRuntime cluster = ClusterRuntime.Connect(swarm, swarm.Start(), lanes, new() { Identity = "benchmark", Secret = Secret, Experiment = Digest });
                using SequentialRuntime sequential = new(swarm, swarm.Start());
                using ActorRuntime actors = new(swarm, swarm.Start(), new(processes));
                double events = d >= 1000 ? 20_000 : 100_000;
                double[] rates = Meter.Rates(rounds, Meter.Of("sequential", sequential, swarm, events), Meter.Of("actors", actors, swarm, events), Meter.Of("processes", cluster, swarm, events));
                double total = swarm.Nodes + swarm.Schedule.Graphs[0].TotalRate;
                var crossing = swarm.Schedule.Graphs[0].Graph.Edges.Select((e, k) => (e, swarm.Schedule.Graphs[0].Rates[k]))
                    .Where(x => x.e.I * processes / swarm.Nodes != x.e.J * processes / swarm.Nodes).ToArray();
                double cpu = children.Sum(c => c.TotalProcessorTime.TotalSeconds);
                cluster.Advance(cluster.Time + 10 * events / total);
                foreach (Process child in children) child.Refresh();
                cpu = (children.Sum(c => c.TotalProcessorTime.TotalSeconds) - cpu) / (10 * events);
                Console.WriteLine($"{$"{graph}, d={d}, {processes} processes",-34}{crossing.Length,9}{Rate(rates[0]),14}{Rate(rates[1]),14}{Rate(rates[2]),14}{rates[2] / rates[0],8:F3}{Rate(rates[2] * crossing.Sum(x => x.Item2) / total),18}{1e9 * cpu,14:F0}");
            }
            finally
            {
                foreach (Process child in children)
                {
                    if (!child.WaitForExit(5000)) child.Kill();
                    child.Dispose();
                }
            }
        }
    }

    private static string Rate(double rate) => rate >= 1e6 ? $"{rate / 1e6:F2} M/s" : $"{rate / 1e3:F1} k/s";
}

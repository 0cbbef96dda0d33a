using System.Collections.Concurrent;
using Gossip.Core;
using Gossip.Nodes.Live;
using Gossip.Nodes.Wire;
using Gossip.Topology;

namespace Gossip.Nodes.Tests;

/// <summary>Hosts with actor systems, lanes and clocks of their own, on loopback; only the process is shared.</summary>
[Collection("cluster")]
public class A_cluster_in_one_process
{
    private static readonly byte[] Digest = new byte[32];

    [Fact]
    public async Task Four_hosts_find_each_other_and_reach_the_optimum()
    {
        Swarm swarm = Swarms.Dadao("ring:8", d: 3);
        ConcurrentQueue<string> notices = [];
        LiveSwarm live = Live(swarm, "ring:8");
        List<LiveHost> hosts = [];
        try
        {
            for (int p = 0; p < 4; p++)
            {
                int name = p;
                hosts.Add(await LiveHost.Start(live, Own(swarm, [2 * p, 2 * p + 1]), new()
                {
                    Name = $"p{p}",
                    Nodes = [2 * p, 2 * p + 1],
                    Seeds = hosts.Count == 0 ? [] : [hosts[0].Address],
                    Secret = "test",
                    Notice = line => notices.Enqueue($"{DateTime.Now:ss.fff} p{name}: {line}"),
                }));
            }
            await using ClusterClient client = new(new() { Identity = "client", Secret = "test", Experiment = Digest });
            client.Refused += line => notices.Enqueue("client: " + line);
            double error = double.PositiveInfinity;
            double[] optimum = Optimum(swarm);
            for (int second = 0; second < 60 && !(error < 1e-9); second++)
            {
                await Task.Delay(1000, TestContext.Current.CancellationToken);
                IReadOnlyList<ProcessReport> reports = await client.AskAll([hosts[0].Lane], false, TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken);
                if (reports.Count < 4) continue;
                error = reports.SelectMany(r => r.Nodes).Max(n => Distance(n.Rows, optimum));
                notices.Enqueue($"{second}: {error:E2} " + string.Join("; ", reports.Select(r => $"t {r.Time:F0} unit {r.Unit * 1e3:F2} ms margin {r.Margin:F1} {r.Paused} g {r.Nodes[0].Gradients} x {r.Nodes[0].Exchanges} rtt {r.Nodes[0].RoundTrip * 1e3:F2} resends {r.Nodes[0].Resends}")));
            }
            error.ShouldBeLessThan(1e-9, string.Join('\n', notices));
            if (Environment.GetEnvironmentVariable("GOSSIP_TELL") is not null) File.WriteAllLines("/tmp/scratch/notices.txt", notices);
        }
        finally
        {
            await Task.WhenAll(hosts.Select(h => h.DisposeAsync().AsTask()));
        }
    }

    private static LiveSwarm Live(Swarm swarm, string graph) => new()
    {
        Graph = GraphSpec.Parse(graph, 1),
        Rate = g => UniformRates.Smallest(g),
        Method = chi1 => Methods.Linear.Dadao.Create(0.5, 6, chi1),
        Dimension = swarm.Dimension,
        Seed = 1,
        Digest = Digest,
    };

    private static OwnNode[] Own(Swarm swarm, int[] nodes) => [.. nodes.Select(n => new OwnNode(n, swarm.Objectives[n], new double[6 * swarm.Dimension]))];

    private static double[] Optimum(Swarm swarm)
    {
        using Virtual.SequentialRuntime runtime = new(swarm, swarm.Start());
        runtime.Advance(2000);
        double[] x = new double[Padding.Of(swarm.Dimension)];
        runtime.State.Estimate(0, x);
        return x;
    }

    private static double Distance(double[] a, double[] b) => Math.Sqrt(a.Select((v, c) => (v - b[c]) * (v - b[c])).Sum());
}

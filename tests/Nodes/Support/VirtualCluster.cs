using System.Collections.Concurrent;
using Gossip.Nodes.Live;
using Gossip.Nodes.Virtual;

namespace Gossip.Nodes.Tests;

/// <summary>Processes of a run in virtual time with actor systems and lanes of their own, on loopback.</summary>
internal sealed class VirtualCluster : IAsyncDisposable
{
    private readonly Swarm _swarm;

    private VirtualCluster(Swarm swarm) => _swarm = swarm;

    public List<VirtualHost> Hosts { get; } = [];

    public ConcurrentQueue<string> Notices { get; } = [];

    /// <summary>Starts so many processes; <paramref name="without"/> is a node that belongs to none.</summary>
    public static async Task<VirtualCluster> Start(Swarm swarm, int processes, int without = -1)
    {
        VirtualCluster cluster = new(swarm);
        using SwarmState start = swarm.Start();
        int[] processOf = Processes.Even(swarm.Nodes, processes);
        for (int p = 0; p < processes; p++)
        {
            OwnNode[] own = [.. Enumerable.Range(0, swarm.Nodes).Where(i => processOf[i] == p && i != without).Select(i => new OwnNode(i, swarm.Objectives[i], start.Take(i)))];
            cluster.Hosts.Add(await VirtualHost.Start(VirtualSwarm.Of(swarm, new byte[32]), own, new()
            {
                Name = $"p{p}",
                Nodes = [.. own.Select(o => o.Node)],
                Seeds = p == 0 ? [] : [cluster.Hosts[0].Address],
                Secret = "test",
                Notice = line => cluster.Notices.Enqueue(line),
            }, new(1), TimeSpan.FromSeconds(3)));
        }
        return cluster;
    }

    public ClusterRuntime Connect(string secret = "test", double seconds = 50) => ClusterRuntime.Connect(_swarm, _swarm.Start(), [.. Hosts.Select(h => h.Lane)],
        new() { Identity = "driver", Secret = secret }, TimeSpan.FromSeconds(seconds), TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync() => await Task.WhenAll(Hosts.Select(h => h.DisposeAsync().AsTask()));
}

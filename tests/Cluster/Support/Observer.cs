using Gossip.Experiments;
using Gossip.Experiments.Processes;
using Gossip.Nodes.Live;
using Gossip.Nodes.Wire;

namespace Gossip.Cluster.Tests;

/// <summary>Asks the processes of a cluster for their state, as any member may be asked.</summary>
internal static class Observer
{
    public static ClusterClient Of(Lab lab, string secret) => new(new()
    {
        Identity = "test",
        Secret = secret,
        Experiment = NodeSetup.Of(Experiment.Read(lab["lab.yaml"]), "0", "test").Live!.Digest,
    });

    /// <summary>Waits until the nodes that the process at a lane knows of are these, and all at the exact optimum of theirs.</summary>
    public static async Task ShouldReachOptimum(ClusterClient client, string lane, int[] nodes)
    {
        double distance = double.PositiveInfinity;
        string seen = "";
        for (int tries = 0; tries < 700 && !(distance < 1e-9); tries++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
            IReadOnlyList<ProcessReport> all = await client.AskAll([PeerAddress.Parse(lane, "lane")], false, TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
            NodeReport[] reports = [.. all.SelectMany(r => r.Nodes).OrderBy(n => n.Node)];
            distance = reports.Select(n => n.Node).SequenceEqual(nodes) ? Lab.Distance(reports.Select(n => n.Rows), nodes) : double.PositiveInfinity;
            seen = $"{distance} of {string.Join(',', reports.Select(n => n.Node))}";
        }
        distance.ShouldBeLessThan(1e-9, seen);
    }
}

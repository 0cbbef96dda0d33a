using Gossip.Experiments;
using Gossip.Experiments.Processes;
using Gossip.Nodes.Live;
using Gossip.Nodes.Wire;

namespace Gossip.Cluster.Tests;

/// <summary>Asks the processes of a cluster for their state, as any member may be asked.</summary>
internal static class Observer
{
    public static ClusterClient Of(Lab lab, string secret, string experiment = "lab.yaml")
    {
        NodeSetup setup = NodeSetup.Of(Experiment.Read(lab[experiment]), "0", "test");
        return new(new() { Identity = "test", Secret = secret, Experiment = setup.Live?.Digest ?? setup.Federated!.Digest });
    }

    /// <summary>Waits until the nodes that the process at a lane knows of are these, and all at the exact optimum of theirs.</summary>
    public static Task ShouldReachOptimum(ClusterClient client, string lane, int[] nodes) => ShouldReach(client, lane, nodes, all =>
    {
        NodeReport[] reports = [.. all.SelectMany(r => r.Nodes).OrderBy(n => n.Node)];
        return ([.. reports.Select(n => n.Node)], reports.Select(n => n.Rows));
    });

    /// <summary>Waits until these clients take part, and their server's model is at the exact optimum of theirs.</summary>
    public static Task ServerShouldReachOptimum(ClusterClient client, string lane, int[] clients) => ShouldReach(client, lane, clients, all =>
    {
        if (all.Where(r => r.Server is not null).MaxBy(r => r.Server!.Term) is not { } holder) return ([], []);
        return ([.. Enumerable.Range(0, Lab.Nodes).Except(holder.Server!.Absent)], [holder.Nodes.First(n => n.Node == Lab.Nodes).Rows[..Lab.Dimension]]);
    });

    private static async Task ShouldReach(ClusterClient client, string lane, int[] nodes, Func<IReadOnlyList<ProcessReport>, (int[] Members, IEnumerable<double[]> Estimates)> read)
    {
        double distance = double.PositiveInfinity;
        string seen = "";
        for (int tries = 0; tries < 700 && !(distance < 1e-9); tries++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
            (int[] members, IEnumerable<double[]> estimates) = read(await client.AskAll([PeerAddress.Parse(lane, "lane")], false, TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken));
            distance = members.SequenceEqual(nodes) ? Lab.Distance(estimates, nodes) : double.PositiveInfinity;
            seen = $"{distance} of {string.Join(',', members)}";
        }
        distance.ShouldBeLessThan(1e-9, seen);
    }
}

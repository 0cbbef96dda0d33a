using Gossip.Experiments.Running;
using Gossip.Nodes.Live;

namespace Gossip.Experiments.Processes;

/// <summary>Says from reports who takes part: the nodes of the largest epoch.</summary>
/// <param name="all">Nodes of the experiment.</param>
internal sealed class Census(int all)
{
    private readonly Dictionary<ulong, IReadOnlyList<int>> _members = [];

    /// <summary>Who takes part; null while no epoch has begun.</summary>
    public Count? Of(IReadOnlyList<ProcessReport> reports)
    {
        ProcessReport[] living = [.. reports.Where(r => r.Epoch != 0)];
        if (living.Length == 0) return null;
        ProcessReport[] epoch = [.. living.GroupBy(r => r.Epoch).OrderByDescending(g => g.Sum(r => r.Nodes.Length)).First()];
        NodeReport[] nodes = [.. epoch.SelectMany(r => r.Nodes).DistinctBy(n => n.Node).OrderBy(n => n.Node)];
        IReadOnlyList<int> members = Members(epoch[0], nodes);
        string paused = epoch.All(r => r.Paused.Length > 0) ? epoch[0].Paused : "";
        ClusterState state = new(members.Count, all, reports.Count, double.NaN, epoch.Max(r => r.Unit), epoch.Min(r => r.Margin), paused);
        return new(epoch[0].Epoch, nodes, members, state, nodes.Length == epoch[0].Members);
    }

    /// <summary>All nodes of the epoch: known when as many have been heard of as it has.</summary>
    private IReadOnlyList<int> Members(ProcessReport one, NodeReport[] heard)
    {
        if (_members.TryGetValue(one.Epoch, out IReadOnlyList<int>? known)) return known;
        int[] nodes = one.Members == all ? [.. Enumerable.Range(0, one.Members)] : [.. heard.Select(n => n.Node)];
        if (nodes.Length == one.Members) _members[one.Epoch] = nodes;
        return nodes;
    }

    /// <summary>Who takes part in an epoch.</summary>
    /// <param name="Epoch">The epoch.</param>
    /// <param name="Nodes">What has been heard of its nodes.</param>
    /// <param name="Members">All its nodes, as far as they are known.</param>
    /// <param name="State">Where the cluster stands, but for errors.</param>
    /// <param name="IsWhole">Whether all have been heard of.</param>
    internal sealed record Count(ulong Epoch, NodeReport[] Nodes, IReadOnlyList<int> Members, ClusterState State, bool IsWhole);
}

using System.Collections.Immutable;
using System.Globalization;
using Akka.Cluster;
using Gossip.Nodes.Wire;

namespace Gossip.Nodes.Live;

/// <summary>
/// What a member of the cluster says of itself, in the roles that Akka.Cluster spreads with the membership: the nodes it
/// owns, their incarnation, and the port of its lane.
/// </summary>
internal sealed record MemberRoles(ImmutableArray<int> Nodes, uint Incarnation, int LanePort)
{
    /// <summary>The layout that its nodes follow from; null where they were given.</summary>
    public Layout? Layout { get; init; }

    /// <summary>The oldest member first.</summary>
    public static Comparer<Member> ByAge { get; } = Comparer<Member>.Create((a, b) => a.Equals(b) ? 0 : a.IsOlderThan(b) ? -1 : 1);

    /// <summary>As roles.</summary>
    public IEnumerable<string> ToRoles() =>
    [
        string.Create(CultureInfo.InvariantCulture, $"incarnation={Incarnation}"),
        string.Create(CultureInfo.InvariantCulture, $"lane={LanePort}"),
        .. Layout is null ? (string[])[] :
        [
            string.Create(CultureInfo.InvariantCulture, $"replica={Layout.Replica}"),
            string.Create(CultureInfo.InvariantCulture, $"replicas={Layout.Replicas}"),
            string.Create(CultureInfo.InvariantCulture, $"since={Layout.Since}"),
        ],
        .. Nodes.Select(node => string.Create(CultureInfo.InvariantCulture, $"node={node}")),
    ];

    /// <summary>A member's; null where it is none of ours.</summary>
    public static MemberRoles? Of(Member member)
    {
        uint? incarnation = null, since = null;
        int? lane = null, replica = null, replicas = null;
        List<int> nodes = [];
        foreach (string role in member.Roles)
        {
            string[] parts = role.Split('=');
            if (parts.Length != 2 || !uint.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out uint value)) continue;
            if (parts[0] == "incarnation") incarnation = value;
            else if (parts[0] == "lane") lane = (int)value;
            else if (parts[0] == "replica") replica = (int)value;
            else if (parts[0] == "replicas") replicas = (int)value;
            else if (parts[0] == "since") since = value;
            else if (parts[0] == "node") nodes.Add((int)value);
        }
        Layout? layout = replica is { } r && replicas is { } all && since is { } began ? new(r, all, began) : null;
        return incarnation is { } i && lane is { } port ? new([.. nodes.Order()], i, port) { Layout = layout } : null;
    }

    /// <summary>Whose each of n nodes is; of two members that claim one, all nodes of the younger are nobody's; null where it is nobody's.</summary>
    public static Member?[] Owners(IEnumerable<Member> members, int nodes)
    {
        Member?[] owners = new Member?[nodes];
        foreach (Member member in members.Where(m => m.Status == MemberStatus.Up).Order(ByAge))
        {
            int[] claimed = [.. Of(member)?.Nodes.Where(node => node < nodes) ?? []];
            if (claimed.Any(node => owners[node] is not null)) continue;
            foreach (int node in claimed) owners[node] = member;
        }
        return owners;
    }

    /// <summary>For whom one waits, in words.</summary>
    public static string WaitingFor(IReadOnlyCollection<int> missing) =>
        $"waiting for {(missing.Count == 1 ? "node" : "nodes")} {string.Join(", ", missing.Take(8))}{(missing.Count > 8 ? ", …" : "")}";

    /// <summary>That a process has a node which is another member's, in words.</summary>
    public static string Claimed(string process, Member rival) =>
        $"{process}: a node of this process already belongs to the process at {rival.Address.Host}:{rival.Address.Port}; give each process nodes of its own";

    /// <summary>Where the member's lane is.</summary>
    public PeerAddress LaneOf(Member member) => new(member.Address.Host ?? "localhost", LanePort);
}

using System.Diagnostics;
using Akka.Actor;
using Akka.Cluster;
using Gossip.Topology;

namespace Gossip.Nodes.Live;

/// <summary>
/// Agrees with the other processes on what exchanges cost. Each tells the cluster's present leader what its own edges take;
/// the leader puts that together and, when it has changed by a factor of two somewhere, tells all a new table, from
/// which every process plans the same rates. Tables are told again and again, so one that is lost comes later.
/// </summary>
internal sealed class CostKeeper(LiveHost host, Cluster cluster, ActorSystem system, IActorRef self)
{
    private const int Enough = 20;
    private const string Word = "trips";
    private static readonly TimeSpan TellEvery = TimeSpan.FromSeconds(3), ChangeEvery = TimeSpan.FromSeconds(15);
    private readonly Graph _graph = host.Planner.Graph;
    private readonly char[] _known = CostTable.Blank(host.Planner.Graph.Edges.Length);
    private long _toldAt = Stopwatch.GetTimestamp(), _changedAt = Stopwatch.GetTimestamp();

    /// <summary>The table in force.</summary>
    public CostTable Table { get; private set; } = CostTable.None;

    /// <summary>Called several times a second, with the graph in use.</summary>
    public void Beat(Graph used)
    {
        if (Stopwatch.GetElapsedTime(_toldAt) < TellEvery || cluster.State.Leader is not { } leader) return;
        _toldAt = Stopwatch.GetTimestamp();
        Measure().PipeTo(self);
        if (leader == cluster.SelfAddress) Decide(used);
    }

    /// <summary>This process has measured its edges; the leader is told.</summary>
    public void Take(Measured own)
    {
        CostTable.Merge(_known, own.Levels);
        if (cluster.State.Leader is { } leader && leader != cluster.SelfAddress) Send(leader, $"{Word} {own.Levels}");
    }

    /// <summary>Takes a line that is about costs; false if it is about something else.</summary>
    public bool Heard(string line)
    {
        if (line.StartsWith(Word + " ", StringComparison.Ordinal))
        {
            string levels = line[(Word.Length + 1)..];
            if (CostTable.IsValid(levels, _known.Length)) CostTable.Merge(_known, levels);
            return true;
        }
        if (CostTable.Parse(line, _known.Length) is not { } table) return false;
        Adopt(table);
        return true;
    }

    private async Task<Measured> Measure()
    {
        char[] levels = CostTable.Blank(_known.Length);
        foreach (NodeReport node in (await host.Report(false).ConfigureAwait(false)).Nodes)
            foreach (EdgeReport edge in node.Edges)
                if (edge.Exchanges >= Enough && _graph.IndexOf(node.Node, edge.Peer) is >= 0 and var e) levels[e] = CostTable.Level(edge.RoundTrip);
        return new(new(levels));
    }

    private void Decide(Graph used)
    {
        bool isKnown = used.Edges.All(edge => _graph.IndexOf(edge.I, edge.J) is var e && (e < 0 || CostTable.IsKnown(_known[e])));
        if (isKnown && !Table.IsNear(_known) && (Table.Version == 0 || Stopwatch.GetElapsedTime(_changedAt) > ChangeEvery))
            Adopt(new(Table.Version + 1, new(_known)));
        if (Table.Version == 0) return;
        foreach (Member member in cluster.State.Members)
            if (member.UniqueAddress != cluster.SelfUniqueAddress) Send(member.Address, Table.ToLine());
    }

    private void Adopt(CostTable table)
    {
        if (!Table.IsBefore(table)) return;
        (Table, _changedAt) = (table, Stopwatch.GetTimestamp());
        (double least, double most) = table.Range;
        host.Notice(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"an exchange takes {least * 1e3:G2} to {most * 1e3:G2} ms, by the edge; rates are planned for that"));
    }

    private void Send(Address to, string line) => system.ActorSelection(new RootActorPath(to) / "user" / "member").Tell(line, self);

    /// <summary>What this process has measured of its own edges.</summary>
    internal sealed record Measured(string Levels);
}

using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster;

namespace Gossip.Nodes.Live;

/// <summary>A gossip process's eye on the cluster: makes a new epoch of every lasting change.</summary>
internal sealed class MemberActor : MemberWatch
{
    private readonly LiveHost _host;
    private readonly CostKeeper? _costs;
    private ImmutableArray<uint> _planned = [];
    private CostTable _plannedFor = CostTable.None;
    private string _plannedAs = "";
    private bool _isPlanning;

    public MemberActor(LiveHost host) : base(host)
    {
        _host = host;
        if (host.MeasuresCosts) _costs = new(host, Cluster, Context.System, Self);
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case CostKeeper.Measured own:
                _costs!.Take(own);
                break;
            case Epoch next:
                _isPlanning = false;
                _host.Enter(next, [.. Owners()]);
                break;
            default:
                if (message is Status.Failure) _isPlanning = false;
                base.OnReceive(message);
                break;
        }
    }

    protected override void Beat()
    {
        if (_host.Epoch is { } epoch) _costs?.Beat(epoch.Rated.Graph);
    }

    protected override bool Heard(string line) => _costs?.Heard(line) == true;

    protected override void Consider(Member?[] owners)
    {
        ImmutableArray<uint> incarnations = [.. owners.Select(m => m is null ? 0 : MemberRoles.Of(m)!.Incarnation)];
        CostTable table = _costs?.Table ?? CostTable.None;
        string rates = _host.Orders.Rates;
        if (_isPlanning || (incarnations.SequenceEqual(_planned) && table == _plannedFor && rates == _plannedAs)) return;
        (_planned, _plannedFor, _plannedAs, _isPlanning) = (incarnations, table, rates, true);
        Task.Run(() => _host.Planner.Of(incarnations, table, RateOrder.Parse(rates))).PipeTo(Self);
    }
}

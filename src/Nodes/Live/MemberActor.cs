using System.Collections.Immutable;
using System.Diagnostics;
using Akka.Actor;
using Akka.Cluster;

namespace Gossip.Nodes.Live;

/// <summary>
/// A process's eye on the cluster: finds the way in, watches who is there, and makes a new epoch of every lasting change.
/// Every process has one and none is special.
/// </summary>
internal sealed class MemberActor : UntypedActor, IWithTimers
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(250), Calm = TimeSpan.FromMilliseconds(600);
    private readonly LiveHost _host;
    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly Entrance _entrance;
    private readonly CostKeeper? _costs;
    private long _changedAt = Stopwatch.GetTimestamp();
    private ImmutableArray<uint> _planned = [];
    private CostTable _plannedFor = CostTable.None;
    private bool _isPlanning, _hasStarted;
    private long _doubleSince;
    private string _waitingFor = "";

    public MemberActor(LiveHost host)
    {
        _host = host;
        _entrance = new(host, _cluster, Context.System, Self);
        if (host.MeasuresCosts) _costs = new(host, _cluster, Context.System, Self);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        _cluster.Subscribe(Self, ClusterEvent.InitialStateAsEvents, typeof(ClusterEvent.IMemberEvent), typeof(ClusterEvent.IReachabilityEvent));
        Timers.StartPeriodicTimer("beat", "beat", TimeSpan.Zero, Beat);
    }

    protected override void PostStop() => _cluster.Unsubscribe(Self);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case "beat":
                _entrance.Beat();
                if (_host.Epoch is { } epoch) _costs?.Beat(epoch.Rated.Graph);
                Consider();
                break;
            case string line:
                if (_costs?.Heard(line) != true) _entrance.Heard(line, Sender);
                break;
            case CostKeeper.Measured own:
                _costs!.Take(own);
                break;
            case ClusterEvent.MemberUp or ClusterEvent.MemberRemoved or ClusterEvent.IReachabilityEvent:
                _changedAt = Stopwatch.GetTimestamp();
                break;
            case Epoch next:
                _isPlanning = false;
                _host.Enter(next, Owners(out _));
                break;
            case Status.Failure failure:
                _isPlanning = false;
                _host.Fail(1, failure.Cause.Message);
                break;
        }
    }

    private void Consider()
    {
        if (_cluster.SelfMember.Status != MemberStatus.Up || Stopwatch.GetElapsedTime(_changedAt) < Calm) return;
        ClusterEvent.CurrentClusterState state = _cluster.State;
        foreach (Member member in state.Members) _host.Remember(member.Address);
        int members = state.Members.Count, reachable = members - state.Unreachable.Count;
        if (2 * reachable <= members && members > 1)
        {
            _host.Pause($"paused: only {reachable} of {members} processes can be reached, which is no majority");
            return;
        }
        ImmutableArray<Member?> owners = Owners(out Member? rival);
        if (rival is not null && IsLasting()) _host.Fail(2, $"{_host.Name}: a node of this process already belongs to the process at {rival.Address.Host}:{rival.Address.Port}; give each process nodes of its own");
        if (rival is not null) return;
        _doubleSince = 0;
        if (!MayStart(owners)) return;
        _host.Resume();
        ImmutableArray<uint> incarnations = [.. owners.Select(m => m is null ? 0 : MemberRoles.Of(m)!.Incarnation)];
        CostTable table = _costs?.Table ?? CostTable.None;
        if (_isPlanning || (incarnations.SequenceEqual(_planned) && table == _plannedFor)) return;
        (_planned, _plannedFor, _isPlanning) = (incarnations, table, true);
        Task.Run(() => _host.Planner.Of(incarnations, table)).PipeTo(Self);
    }

    /// <summary>The run begins when all nodes are there, or after a while with most of them; once begun it goes on with whoever is there.</summary>
    private bool MayStart(ImmutableArray<Member?> owners)
    {
        if (_hasStarted) return true;
        int[] missing = [.. Enumerable.Range(0, owners.Length).Where(i => owners[i] is null)];
        bool most = 2 * (owners.Length - missing.Length) > owners.Length;
        if (missing.Length == 0 || (most && Stopwatch.GetElapsedTime(_changedAt) > _host.Patience)) return _hasStarted = true;
        string waiting = $"waiting for {(missing.Length == 1 ? "node" : "nodes")} {string.Join(", ", missing.Take(8))}{(missing.Length > 8 ? ", …" : "")}";
        if (waiting != _waitingFor) _host.Notice(_waitingFor = waiting);
        return false;
    }

    private bool IsLasting()
    {
        if (_doubleSince == 0) _doubleSince = Stopwatch.GetTimestamp();
        return Stopwatch.GetElapsedTime(_doubleSince).TotalSeconds > 3;
    }

    /// <summary>Whose each node is; of two that claim one, the older member's. <paramref name="rival"/> has a node of ours and can be reached.</summary>
    private ImmutableArray<Member?> Owners(out Member? rival)
    {
        Member?[] owners = MemberRoles.Owners(_cluster.State.Members, _host.Planner.Nodes);
        rival = null;
        foreach (int node in _host.OwnNodes)
            if (owners[node] is { } owner && owner.UniqueAddress != _cluster.SelfUniqueAddress && !_cluster.State.Unreachable.Contains(owner)) rival = owner;
        return [.. owners];
    }
}

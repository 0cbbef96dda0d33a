using System.Diagnostics;
using Akka.Actor;
using Akka.Cluster;

namespace Gossip.Nodes.Live;

/// <summary>
/// A process's eye on the cluster in real time: finds the way in, and watches who is there. Every process has one and none is
/// special. What a lasting change leads to is said by who derives from it.
/// </summary>
internal abstract class MemberWatch : UntypedActor, IWithTimers
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(250), Calm = TimeSpan.FromMilliseconds(600);
    private readonly ProcessHost _host;
    private readonly Entrance _entrance;
    private readonly OrderKeeper _orders;
    private long _changedAt = Stopwatch.GetTimestamp();
    private bool _hasStarted;
    private long _doubleSince;
    private string _waitingFor = "";

    protected MemberWatch(ProcessHost host)
    {
        _host = host;
        Cluster = Cluster.Get(Context.System);
        _entrance = new(host, Cluster, Context.System, Self);
        _orders = new(host, Cluster, Context.System, Self);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected Cluster Cluster { get; }

    protected override void PreStart()
    {
        Cluster.Subscribe(Self, ClusterEvent.InitialStateAsEvents, typeof(ClusterEvent.IMemberEvent), typeof(ClusterEvent.IReachabilityEvent));
        Timers.StartPeriodicTimer("beat", "beat", TimeSpan.Zero, Period);
    }

    protected override void PostStop() => Cluster.Unsubscribe(Self);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case "beat":
                _entrance.Beat();
                _orders.Beat();
                Beat();
                Look();
                break;
            case string line:
                if (!_orders.Heard(line) && !Heard(line)) _entrance.Heard(line, Sender);
                break;
            case ClusterEvent.MemberUp or ClusterEvent.MemberRemoved or ClusterEvent.IReachabilityEvent:
                _changedAt = Stopwatch.GetTimestamp();
                break;
            case Status.Failure failure:
                _host.Fail(1, failure.Cause.Message);
                break;
        }
    }

    /// <summary>Several times a second.</summary>
    protected virtual void Beat()
    {
    }

    /// <summary>Takes a line of another process; false if it is about the way in.</summary>
    protected virtual bool Heard(string line) => false;

    /// <summary>Nothing has changed for a while, most can be reached, and each node is the given member's; null for nobody's.</summary>
    protected abstract void Consider(Member?[] owners);

    /// <summary>Most cannot be reached.</summary>
    protected virtual void Part()
    {
    }

    /// <summary>Whose each node is; of two that claim one, the older member's.</summary>
    protected Member?[] Owners() => MemberRoles.Owners(Cluster.State.Members, _host.AllNodes);

    private void Look()
    {
        if (Cluster.SelfMember.Status != MemberStatus.Up || Stopwatch.GetElapsedTime(_changedAt) < Calm) return;
        if (_host.PausedBecause?.Length == 0) _host.Standing = "it has joined, and waits to begin";
        ClusterEvent.CurrentClusterState state = Cluster.State;
        foreach (Member member in state.Members) _host.Remember(member.Address);
        int members = state.Members.Count, reachable = members - state.Unreachable.Count;
        if (2 * reachable <= members && members > 1)
        {
            _host.Pause($"paused: only {reachable} of {members} processes can be reached, which is no majority");
            Part();
            return;
        }
        if (Moves()) return;
        Member?[] owners = Owners();
        Member? rival = Rival(owners);
        if (rival is not null && MemberRoles.Of(rival)?.Layout is { } theirs && _host.Options.Layout is { } ours && theirs.Replicas != ours.Replicas)
        {
            // it is about to go over to our layout
            _host.Pause($"paused: waiting for nodes that the process at {rival.Address.Host}:{rival.Address.Port} still has");
            return;
        }
        if (rival is not null && IsLasting()) _host.Fail(2, MemberRoles.Claimed(_host.Name, rival));
        if (rival is not null) return;
        _doubleSince = 0;
        if (!MayStart(owners)) return;
        _host.Resume();
        Consider(owners);
    }

    /// <summary>
    /// Whether this process goes over to a newer layout now. Those of an older one do so in order, the highest number first and the next
    /// when it has left, so that the cluster is never empty and each node is one process's at most. One that the newer layout has no place for keeps
    /// what it has until somebody ends it.
    /// </summary>
    private bool Moves()
    {
        if (_host.Options.Layout is not { } mine) return false;
        Layout[] all = [.. Cluster.State.Members.Where(m => m.Status == MemberStatus.Up && m.UniqueAddress != Cluster.SelfUniqueAddress).Select(m => MemberRoles.Of(m)?.Layout).OfType<Layout>()];
        if (all.Where(other => other.Replaces(mine) && mine.Replica < other.Replicas).MaxBy(other => (other.Since, other.Replicas)) is not { } newest) return false;
        if (all.Any(other => newest.Replaces(other) && other.Replica > mine.Replica && other.Replica < newest.Replicas)) return false;
        _host.Move(newest with { Replica = mine.Replica }, mine.Replicas);
        return true;
    }

    /// <summary>The run begins when all nodes are there, or after a while with most of them; once begun it goes on with whoever is there.</summary>
    private bool MayStart(Member?[] owners)
    {
        if (_hasStarted) return true;
        int[] missing = [.. Enumerable.Range(0, owners.Length).Where(i => owners[i] is null)];
        bool most = 2 * (owners.Length - missing.Length) > owners.Length;
        if (missing.Length == 0 || (most && Stopwatch.GetElapsedTime(_changedAt) > _host.Patience)) return _hasStarted = true;
        string waiting = MemberRoles.WaitingFor(missing);
        if (waiting != _waitingFor) _host.Notice(_waitingFor = waiting);
        _host.Standing = waiting;
        return false;
    }

    private bool IsLasting()
    {
        if (_doubleSince == 0) _doubleSince = Stopwatch.GetTimestamp();
        return Stopwatch.GetElapsedTime(_doubleSince).TotalSeconds > 3;
    }

    /// <summary>Another member that has a node of ours and can be reached.</summary>
    private Member? Rival(Member?[] owners)
    {
        Member? rival = null;
        foreach (int node in _host.OwnNodes)
            if (owners[node] is { } owner && owner.UniqueAddress != Cluster.SelfUniqueAddress && !Cluster.State.Unreachable.Contains(owner)) rival = owner;
        return rival;
    }
}

using System.Collections.Concurrent;
using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster;
using Gossip.Core;
using Gossip.Nodes.Live;
using Gossip.Nodes.Wire;

namespace Gossip.Nodes.Virtual;

/// <summary>
/// A process of a run in virtual time. It finds the others, waits until every node of the experiment is there, and then runs
/// its nodes as far as it is told to (see <see cref="ClusterRuntime"/>). The numbers are those of every other runtime, bit
/// for bit, so nothing can go on without a node: when a process is lost, the run ends.
/// </summary>
public sealed class VirtualHost : ICandidate, IAsyncDisposable
{
    private readonly ITransport _lane;
    private readonly ProcessNodes _nodes;
    private readonly RunDesk _desk;
    private readonly ReportDesk _reports;
    private readonly uint _incarnation;
    private readonly int _numbers;
    private readonly TaskCompletionSource<HostEnd> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _turn = new(1, 1), _life = new(1, 1);
    private readonly ConcurrentDictionary<PeerAddress, string> _names = [];
    private readonly TimeSpan _patience;
    private readonly Timer _watch;
    private ActorSystem? _system;
    private ImmutableArray<PeerAddress> _others = [];
    private long _driverLostSince;
    private bool _isStopped, _isDisposed;

    private VirtualHost(VirtualRun swarm, IReadOnlyList<OwnNode> own, HostOptions options, ActorOptions actors, TimeSpan patience)
    {
        if (options.Float32) throw InputException.At("float32", "vectors rounded to 32 bits", "whole ones in virtual time, which keeps every bit");
        (Swarm, Fingerprint, Options, _incarnation) = (swarm, swarm.Fingerprint(), options, (uint)DateTimeOffset.UtcNow.ToUnixTimeSeconds());
        _numbers = swarm.Numbers + own[0].Objective.MemoryLength();
        _lane = TcpTransport.Start(LaneOptions(swarm, own.Select(o => o.Node), options, _incarnation, _numbers));
        _nodes = swarm.Populate(own, _lane, _incarnation, actors, patience, process => Lose(process.Address, process.Nodes));
        (_desk, _reports) = (new(this, _lane, _incarnation), new(_lane, Report, Stop, order => throw InputException.At("order", order.Word, "none: a run in virtual time follows whoever drives it")));
        _lane.Received = Take;
        _lane.ControlReceived = (PeerAddress from, in EdgeHeader header, ReadOnlySpan<byte> bytes) =>
        {
            if (!RunWire.Is(header)) _reports.Take(from, bytes);
            else if (RunWire.Parse(bytes) is { Order: not null } order) _desk.Take(from, order);
        };
        _lane.Refused += refusal =>
        {
            if (refusal.Cause is not (RefusalCause.Lost or RefusalCause.Leaving or RefusalCause.Duplicate)) Notice(refusal.Line);
        };
        _lane.ConnectionChanged += (peer, isConnected) =>
        {
            if (isConnected) _names[peer] = _lane.Peers.FirstOrDefault(p => p.Peer == peer).Identity ?? "";
            if (peer == _desk.Driver) Volatile.Write(ref _driverLostSince, isConnected ? 0 : Environment.TickCount64);
        };
        _patience = patience;
        _watch = new(_ => Watch(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
    }

    /// <summary>How the process was set up.</summary>
    public HostOptions Options { get; }

    /// <summary>Done when the process is to end: it was stopped, or cannot go on.</summary>
    public Task<HostEnd> Ended => _ended.Task;

    /// <summary>The lane's address, which whoever drives the run is told.</summary>
    public PeerAddress Lane => _lane.Address;

    /// <summary>The address of the cluster's control messages, which others give as a seed.</summary>
    public PeerAddress Address { get; private set; }

    internal VirtualRun Swarm { get; }

    internal string Fingerprint { get; }

    /// <summary>Why the run cannot go on; null while it can.</summary>
    internal string? Failure { get; private set; }

    /// <summary>Whether every node of the experiment has been there.</summary>
    internal bool IsReady { get; private set; }

    internal string? WaitingFor { get; private set; } = "waiting to be let into the cluster";

    /// <summary>
    /// Starts a process with its nodes. A port that is taken is an <see cref="InputException"/>.
    /// </summary>
    /// <param name="swarm">What all processes agree on.</param>
    /// <param name="own">This process's nodes.</param>
    /// <param name="options">Where it listens and whom it knows.</param>
    /// <param name="actors">How its nodes share its threads.</param>
    /// <param name="patience">How long another process may be out of reach before it counts as lost; 10 s where null.</param>
    public static async Task<VirtualHost> Start(VirtualRun swarm, IReadOnlyList<OwnNode> own, HostOptions options, ActorOptions actors = default, TimeSpan? patience = null)
    {
        VirtualHost host = new(swarm, own, options, actors, patience ?? TimeSpan.FromSeconds(10));
        try
        {
            await host.Live().ConfigureAwait(false);
            return host;
        }
        catch
        {
            await host.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Ends the process's part.</summary>
    public async Task Stop()
    {
        await _life.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_isStopped) return;
            _isStopped = true;
            if (_system is not null) await _system.Terminate().ConfigureAwait(false);
            _ended.TrySetResult(new(0, "stopped"));
        }
        finally
        {
            _life.Release();
        }
    }

    /// <summary>Ends without a word to the others, as a process that is killed does.</summary>
    internal async Task Crash()
    {
        _isStopped = true;
        if (_system is not null) await _system.Terminate().ConfigureAwait(false);
        await DisposeAsync().ConfigureAwait(false);
    }

    string ICandidate.Name => Options.Name;

    bool ICandidate.WasMember => false;

    string ICandidate.Digest => Convert.ToHexStringLower(Swarm.Digest.Span);

    IReadOnlyCollection<PeerAddress> ICandidate.Seeds => Options.Seeds;

    void ICandidate.Notice(string line) => Notice(line);

    void ICandidate.Fail(int code, string line) => Fail(code, line);

    /// <summary>A cluster is left for good here, so nobody needs to be found again.</summary>
    void ICandidate.Remember(Address address)
    {
    }

    void ICandidate.Rejoin(string why) => Rejoin(why);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        await _watch.DisposeAsync().ConfigureAwait(false);
        await Stop().ConfigureAwait(false);
        await _lane.DisposeAsync().ConfigureAwait(false);
        _nodes.Dispose();
    }

    /// <summary>Where this process and its nodes stand; waits for the end of a slice that runs.</summary>
    public async Task<ProcessReport> Report(bool withRows)
    {
        if (!await _turn.WaitAsync(TimeSpan.FromSeconds(5)).ConfigureAwait(false)) throw new TimeoutException();
        try
        {
            ImmutableArray<NodeReport> nodes = [.. _nodes.Nodes.Select(node =>
            {
                (double[] rows, double time, long gradients) = _nodes.Of(node);
                return new NodeReport(node, time, gradients, 0, 0, 0, [], withRows ? rows : _nodes.Estimate(node));
            })];
            return new(Options.Name, Environment.ProcessId, 1, Swarm.Nodes, WaitingFor ?? "", _nodes.Time, 1, 1, _lane.Peers.Sum(p => p.BytesSent), _others, nodes);
        }
        finally
        {
            _turn.Release();
        }
    }

    internal void Notice(string line) => Options.Notice(line);

    internal void Fail(int code, string line)
    {
        if (Failure is null && code == 1) _desk.TellFailure(Failure = line);
        _ended.TrySetResult(new(code, line));
    }

    internal void Wait(string what)
    {
        if (what == WaitingFor) return;
        WaitingFor = what;
        Notice(what);
    }

    /// <summary>Every node is there; <paramref name="owners"/> says whose each is.</summary>
    internal void Begin(ImmutableArray<Member> owners)
    {
        Dictionary<PeerAddress, RemoteProcess> processes = [];
        _nodes.Edges.Meet(node =>
        {
            MemberRoles roles = MemberRoles.Of(owners[node])!;
            PeerAddress address = roles.LaneOf(owners[node]);
            return processes.TryGetValue(address, out RemoteProcess? known) ? known : processes[address] = new(roles.Nodes, address, roles.Incarnation);
        });
        _others = [.. owners.Select(owner => MemberRoles.Of(owner)!.LaneOf(owner)).Distinct().Where(lane => lane != _lane.Address)];
        (WaitingFor, IsReady) = (null, true);
        Notice($"all {owners.Length} nodes are there");
    }

    /// <summary>A process that owns nodes is not in the cluster any more.</summary>
    internal void Lose(Member member)
    {
        MemberRoles roles = MemberRoles.Of(member)!;
        Lose(roles.LaneOf(member), roles.Nodes);
    }

    /// <summary>The cluster has gone on without this process, or is one of two that become one.</summary>
    internal void Rejoin(string why)
    {
        if (IsReady)
        {
            Fail(1, $"{Options.Name}: cut off from the other processes; a run in virtual time cannot go on without them");
            return;
        }
        Notice(why);
        _ = Task.Run(async () =>
        {
            await _life.WaitAsync().ConfigureAwait(false);
            try
            {
                if (_isStopped) return;
                if (Interlocked.Exchange(ref _system, null) is { } old) await old.Terminate().ConfigureAwait(false);
                await Join().ConfigureAwait(false);
            }
#pragma warning disable CA1031 // whatever stops a process from coming back ends it, with the cause
            catch (Exception cause)
#pragma warning restore CA1031
            {
                Fail(1, $"{Options.Name}: could not come back to the cluster: {cause.Message}");
            }
            finally
            {
                _life.Release();
            }
        });
    }

    internal Task<RunWire> Advance(double until) => InTurn(async () =>
    {
        if (!IsReady) throw new InvalidOperationException("told to run before all nodes were there");
        await _nodes.Run(until).ConfigureAwait(false);
        return new() { Done = true, Gradients = _nodes.Gradients, Exchanges = _nodes.Exchanges };
    });

    internal Task<RunWire> Read(Func<ProcessNodes, Task> read) => InTurn(async () =>
    {
        await read(_nodes).ConfigureAwait(false);
        return new() { Done = true };
    });

    internal Task<RunWire> Load(double time) => InTurn(() =>
    {
        int missing = _nodes.SkipTo(time);
        return Task.FromResult(new RunWire { Done = missing == 0, Waiting = missing > 0 ? $"waiting for the rows of {missing} nodes" : null });
    });

    private async Task<RunWire> InTurn(Func<Task<RunWire>> work)
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            return await work().ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    private void Take(PeerAddress from, in EdgeHeader header, ReadOnlySpan<double> vector)
    {
        if (header.From >= 0) _nodes.Edges.Take(from, header, vector);
        else if (vector.Length == _numbers) _nodes.Put(header.To, vector, header.Time, (long)header.Epoch);
    }

    private void Lose(PeerAddress lane, IReadOnlyList<int> nodes)
    {
        string name = _names.TryGetValue(lane, out string? known) ? $"{known} at {lane}" : $"the process at {lane}";
        string listed = $"{(nodes.Count == 1 ? "node" : "nodes")} {string.Join(", ", nodes.Take(8))}{(nodes.Count > 8 ? ", …" : "")}";
        Fail(1, $"{name} is lost, with {listed}; a run in virtual time cannot go on without it");
    }

    /// <summary>A process that nobody drives any more is of no use.</summary>
    private void Watch()
    {
        long since = Volatile.Read(ref _driverLostSince);
        if (since != 0 && Environment.TickCount64 - since > _patience.TotalMilliseconds)
            Fail(1, $"{Options.Name}: whoever drove the run at {_desk.Driver} is gone");
    }

    private async Task Live()
    {
        await _life.WaitAsync().ConfigureAwait(false);
        try
        {
            await Join().ConfigureAwait(false);
        }
        finally
        {
            _life.Release();
        }
    }

    private async Task Join()
    {
        // a process that comes back keeps its port
        HostOptions options = Address.Port == 0 ? Options : Options with { Port = Address.Port };
        _system = await ProcessHost.StartSystem(options, new([.. _nodes.Nodes], _incarnation, _lane.Address.Port)).ConfigureAwait(false);
        Cluster cluster = Cluster.Get(_system);
        Address = new(cluster.SelfAddress.Host!, cluster.SelfAddress.Port!.Value);
        ActorSystem system = _system;
        cluster.RegisterOnMemberRemoved(() =>
        {
            if (!_isStopped && _system == system) Rejoin("the cluster has gone on without this process; coming back");
        });
        _system.ActorOf(Props.Create(() => new VirtualMember(this)), "member");
    }

    private static TransportOptions LaneOptions(VirtualRun swarm, IEnumerable<int> own, HostOptions options, uint incarnation, int numbers) => new()
    {
        Host = options.Host,
        Port = options.LanePort,
        PublicHost = options.PublicHost,
        Identity = options.Name,
        Nodes = [.. own],
        Incarnation = incarnation,
        Experiment = swarm.Digest,
        Secret = options.Secret,
        Certificate = options.Certificate,
        Insecure = options.Insecure,
        MaxVector = Math.Max(1, Math.Max(numbers, swarm.MessageLength)),
        // every edge may have two messages and their repetition under way
        MaxQueuedMessages = Math.Max(4096, 4 * swarm.EdgeCount),
    };
}

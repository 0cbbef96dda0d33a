using System.Collections.Immutable;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Cluster;
using Gossip.Core;
using Gossip.Nodes.Wire;

namespace Gossip.Nodes.Live;

/// <summary>
/// A process of a cluster in real time: its clock, its lane and its place among the members. It finds the others and lives through
/// being cut off: when the rest of the cluster has gone on without it, it comes back as another incarnation. What its nodes do is
/// said by who derives from it.
/// </summary>
public abstract class ProcessHost : ICandidate, IAsyncDisposable
{
    private static readonly TimeSpan CertificateWarning = TimeSpan.FromDays(3);
    private static readonly TimeSpan QuitAfter = TimeSpan.FromSeconds(2);
    private readonly TaskCompletionSource<HostEnd> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly CancellationTokenSource _stopped = new();
    private readonly string _digest;
    private ImmutableHashSet<PeerAddress> _seeds;
    private ActorSystem? _system;
    private bool _wasMember, _isDisposed;
    private readonly Lock _ordering = new();
    private volatile string? _heldBecause;

    private protected ProcessHost(HostOptions options, IReadOnlyList<int> nodes, ReadOnlyMemory<byte> digest, int numbers, uint incarnation, double checkSeconds = 0.01)
    {
        (Options, OwnNodes, _digest) = (options, nodes, Convert.ToHexStringLower(digest.Span));
        _seeds = [.. options.Seeds, .. options.Known];
        _wasMember = options.Known.Count > 0;
        Wire = TcpTransport.Start(new()
        {
            Host = options.Host,
            Port = options.LanePort,
            PublicHost = options.PublicHost,
            Identity = options.Name,
            Nodes = nodes,
            Incarnation = incarnation,
            Experiment = digest,
            Secret = options.Secret,
            Certificate = options.Certificate,
            Insecure = options.Insecure,
            Float32 = options.Float32,
            MaxVector = Math.Max(numbers, 1),
        });
        Roles = new([.. nodes], incarnation, Wire.Address.Port) { Layout = options.Layout };
        Checkpoints = options.CheckpointFolder is { } folder ? new(folder, Notice) : null;
        Post = new(Wire, options.Float32);
        Clock = new(options.Unit);
        Clocks = new(Clock, checkSeconds);
        Units = new(Clock, Clocks, options, Notice);
        Wire.Refused += refusal =>
        {
            if (refusal.Cause is not (RefusalCause.Lost or RefusalCause.Leaving or RefusalCause.Duplicate)) Notice(refusal.Line);
        };
    }

    /// <summary>How the process was set up.</summary>
    public HostOptions Options { get; }

    /// <summary>Done when the process is to end: it was stopped, or cannot go on.</summary>
    public Task<HostEnd> Ended => _ended.Task;

    /// <summary>The lane's address.</summary>
    public PeerAddress Lane => Wire.Address;

    /// <summary>The address of the cluster's control messages, which others give as a seed; known once started.</summary>
    public PeerAddress Address { get; private set; }

    /// <summary>The addresses of all that it has met.</summary>
    public IReadOnlyCollection<PeerAddress> Known => _seeds;

    internal string Name => Options.Name;

    /// <summary>What the cluster was ordered to do.</summary>
    internal Orders Orders { get; private set; } = Orders.None;

    /// <summary>Whether its clocks are to stand still until somebody says otherwise.</summary>
    internal bool IsHeld => _heldBecause is not null;

    internal IReadOnlyList<int> OwnNodes { get; }

    internal TimeSpan Patience { get; } = TimeSpan.FromSeconds(10);

    /// <summary>Nodes of the experiment.</summary>
    internal abstract int AllNodes { get; }

    private protected ITransport Wire { get; }

    private protected Post Post { get; }

    /// <summary>What stands between this process and its part in the run, in words; empty where nothing does.</summary>
    internal string Standing { get; set; } = "it has not joined a cluster yet";

    /// <summary>Bytes that came from other processes' nodes.</summary>
    internal long BytesReceived => Wire.Peers.Sum(p => p.BytesReceived);

    /// <summary>Messages to other processes' nodes that were not sent.</summary>
    internal long Dropped => Wire.Peers.Sum(p => p.Dropped);

    private protected MethodClock Clock { get; }

    internal ClockThread Clocks { get; }

    private protected UnitKeeper Units { get; }

    /// <summary>What it says of itself to the members.</summary>
    private protected MemberRoles Roles { get; private set; }

    /// <summary>Has checkpoints written; null where none are kept.</summary>
    internal CheckpointKeeper? Checkpoints { get; }

    /// <summary>Why time stands still; null where it does not.</summary>
    internal string? PausedBecause { get; private set; } = "";

    /// <summary>Whether there is anything to let time go on for.</summary>
    private protected abstract bool IsReady { get; }

    private protected CancellationToken Stopped => _stopped.Token;

    string ICandidate.Name => Name;

    string ICandidate.Digest => _digest;

    bool ICandidate.WasMember => _wasMember;

    IReadOnlyCollection<PeerAddress> ICandidate.Seeds => _seeds;

    void ICandidate.Notice(string line) => Notice(line);

    void ICandidate.Fail(int code, string line) => Fail(code, line);

    void ICandidate.Remember(Address address) => Remember(address);

    void ICandidate.Rejoin(string why) => Rejoin(why);

    /// <summary>Where this process and its nodes stand.</summary>
    public Task<ProcessReport> Report(bool withRows) => Report(withRows ? Detail.AllRows : Detail.Estimates);

    /// <summary>Leaves the cluster in good order, saves, and ends.</summary>
    public async Task Stop()
    {
        if (_stopped.IsCancellationRequested) return;
        await _stopped.CancelAsync().ConfigureAwait(false);
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            Clock.Pause();
            await SaveAll().ConfigureAwait(false);
            if (Interlocked.Exchange(ref _system, null) is { } system)
            {
                await Task.WhenAny(Cluster.Get(system).LeaveAsync(), Task.Delay(TimeSpan.FromSeconds(8))).ConfigureAwait(false);
                await system.Terminate().ConfigureAwait(false);
            }
        }
        finally
        {
            _turn.Release();
            _ended.TrySetResult(new(0, "stopped"));
        }
    }

    /// <summary>Stops this process's clocks until <see cref="Release"/>; it goes on answering its neighbours.</summary>
    public void Hold(string why = "held")
    {
        _heldBecause = why;
        Pause(why);
    }

    /// <summary>Lets the clocks run on.</summary>
    public void Release() => _heldBecause = null;

    /// <summary>Takes an order of somebody who was let in; other processes hear of it. One that cannot be carried out is an <see cref="InputException"/>.</summary>
    internal void Obey(Order order)
    {
        if (!Order.Words.Contains(order.Word)) throw InputException.At("order", $"'{order.Word}'", string.Join(", ", Order.Words));
        if (order.Word == "rates") Try(RateOrder.Parse(order.Rates));
        lock (_ordering) Adopt(Orders.After(order, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()));
    }

    /// <summary>Orders that another process has heard, if they are later than those in force.</summary>
    internal void Adopt(Orders orders)
    {
        lock (_ordering)
        {
            Orders before = Orders;
            Orders = orders = before.Merge(orders);
            if (orders.Rates != before.Rates) Notice(orders.Rates.Length == 0 ? "takes the experiment's own rates again, as ordered" : $"takes other rates, as ordered: {RateOrder.Parse(orders.Rates).Label}");
            if (orders.State == before.State) return;
            if (orders.IsStopping) _ = Quit();
            else if (orders.IsPaused) Hold("paused, as ordered");
            else Release();
        }
    }

    /// <summary>Throws <see cref="InputException"/> where rates cannot be taken.</summary>
    private protected virtual void Try(RateOrder rates) => throw InputException.At("order", "rates", "none: this run has no edges with rates");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        await Stop().ConfigureAwait(false);
        Units.Dispose();
        Clocks.Dispose();
        await Wire.DisposeAsync().ConfigureAwait(false);
        DisposeNodes();
        _turn.Dispose();
        _stopped.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The same in more or less detail.</summary>
    internal abstract Task<ProcessReport> Report(Detail detail);

    /// <summary>Ends without a word to the others, as a process that is killed does.</summary>
    internal async Task Crash()
    {
        await _stopped.CancelAsync().ConfigureAwait(false);
        Clock.Pause();
        if (Interlocked.Exchange(ref _system, null) is { } system) await system.Terminate().ConfigureAwait(false);
        await DisposeAsync().ConfigureAwait(false);
    }

    internal void Notice(string line) => Options.Notice(line);

    internal void Fail(int code, string line) => _ended.TrySetResult(new(code, line));

    /// <summary>Ends, to go on with the nodes that another layout gives it.</summary>
    internal void Move(Layout layout, int from)
    {
        if (_ended.TrySetResult(new(0, "moved") { Next = layout }))
            Notice(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"there are {layout.Replicas} processes now, not {from}: going over to the nodes of process {layout.Replica} of {layout.Replicas}"));
    }

    /// <summary>Keeps the address of another process, to find the way back through it.</summary>
    internal void Remember(Address address)
    {
        if (address.Host is { } host && address.Port is { } port && new PeerAddress(host, port) != Address) ImmutableInterlocked.Update(ref _seeds, s => s.Add(new(host, port)));
    }

    internal void Pause(string why)
    {
        Clock.Pause();
        if (PausedBecause == why) return;
        PausedBecause = why;
        Notice(why);
    }

    internal void Resume()
    {
        if (_heldBecause is { } why) Pause(why);
        if (Clock.IsRunning || !IsReady || IsHeld) return;
        Clock.Run();
        if (PausedBecause?.Length > 0) Notice("goes on");
        PausedBecause = null;
    }

    /// <summary>Begins a new life in the cluster, because the rest has gone on without this process.</summary>
    internal void Rejoin(string why)
    {
        if (_stopped.IsCancellationRequested) return;
        Pause(why);
        _ = Task.Run(async () =>
        {
            await _turn.WaitAsync().ConfigureAwait(false);
            try
            {
                if (_stopped.IsCancellationRequested) return;
                ActorSystem? old = Interlocked.Exchange(ref _system, null);
                if (old is not null) await old.Terminate().ConfigureAwait(false);
                Roles = Roles with { Incarnation = IncarnationAfter(Roles.Incarnation) };
                _wasMember = true;
                Return();
                await Begin().ConfigureAwait(false);
            }
#pragma warning disable CA1031 // whatever stops a process from coming back ends it, with the cause
            catch (Exception cause)
#pragma warning restore CA1031
            {
                Fail(1, $"{Name}: could not come back to the cluster: {cause.Message}");
            }
            finally
            {
                _turn.Release();
            }
        });
    }

    internal static async Task<ActorSystem> StartSystem(HostOptions options, MemberRoles roles)
    {
        try
        {
            ActorSystemSetup setup = ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(ClusterConfig.Of(options, roles)));
            return ActorSystem.Create(ClusterConfig.SystemName, ControlSeal.Of(options) is { } seal ? setup.And(seal) : setup);
        }
        catch (Exception cause) when (cause.ToString().Contains("already in use", StringComparison.OrdinalIgnoreCase) || cause.GetBaseException() is System.Net.Sockets.SocketException)
        {
            await Task.Yield();
            throw InputException.At($"--port {options.Port}", $"a port that cannot be listened on at {options.Host} ({cause.GetBaseException().Message})", "a free port, or 0 for any");
        }
    }

    /// <summary>Starts a host, or disposes of it where it cannot start.</summary>
    private protected static async Task<THost> Started<THost>(THost host) where THost : ProcessHost
    {
        try
        {
            await host.Begin().ConfigureAwait(false);
            if (host.Options.CheckpointFolder is not null) _ = host.SaveEvery(TimeSpan.FromSeconds(host.Options.CheckpointEvery));
            return host;
        }
        catch
        {
            await host.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>An incarnation that is later than this one, and than whatever began before now.</summary>
    private protected static uint IncarnationAfter(uint last) => Math.Max((uint)DateTimeOffset.UtcNow.ToUnixTimeSeconds(), last + 1);

    /// <summary>Makes the nodes' actors in a new actor system, and says what its eye on the members is.</summary>
    private protected abstract Props Populate(ActorSystem system);

    /// <summary>The nodes are no members any more, and are to come back as the next incarnation.</summary>
    private protected abstract void Return();

    /// <summary>Has the nodes' checkpoints written, by and by.</summary>
    private protected abstract void SaveNodes();

    private protected abstract void DisposeNodes();

    /// <summary>The lanes of the other members.</summary>
    private protected ImmutableArray<PeerAddress> Others() => _system is not { } system ? []
        : [.. Cluster.Get(system).State.Members.Where(m => m.UniqueAddress != Cluster.Get(system).SelfUniqueAddress).Select(m => MemberRoles.Of(m)?.LaneOf(m)).OfType<PeerAddress>()];

    /// <summary>What processes of all kinds say of themselves.</summary>
    private protected ProcessReport Reported(ulong epoch, int members, IEnumerable<NodeReport> nodes) =>
        new(Name, Environment.ProcessId, epoch, members, PausedBecause ?? "", Clock.Now, Clock.Unit, Units.Margin, Wire.Peers.Sum(p => p.BytesSent), Others(), [.. nodes])
        {
            Lane = Lane,
            Standing = epoch == 0 ? Standing : "",
            AllNodes = AllNodes,
            IsHeld = IsHeld,
            IsStopping = Orders.IsStopping,
            CheckpointAge = Checkpoints?.Age(CheckpointKeys) ?? double.NaN,
            CheckpointFailures = Checkpoints?.Failures ?? 0,
            Trouble = string.Join("; ", Troubles()),
        };

    /// <summary>What checkpoints it writes, by number.</summary>
    private protected virtual IEnumerable<int> CheckpointKeys => OwnNodes;

    private IEnumerable<string> Troubles()
    {
        if (Checkpoints?.Trouble is { Length: > 0 } trouble) yield return trouble;
        if (Options.Certificate?.TimeLeft is { } left && left < CertificateWarning)
            yield return left < TimeSpan.Zero ? "its certificate has expired: nobody will let it in again" : $"its certificate expires in {left.TotalHours:0} h";
    }

    private async Task Begin()
    {
        // a process that comes back keeps its port
        HostOptions options = Address.Port == 0 ? Options : Options with { Port = Address.Port };
        ActorSystem system = await StartSystem(options, Roles).ConfigureAwait(false);
        Cluster cluster = Cluster.Get(system);
        Address = new(cluster.SelfAddress.Host!, cluster.SelfAddress.Port!.Value);
        // also called when the system is terminated on purpose, and then it is not ours any more
        cluster.RegisterOnMemberRemoved(() =>
        {
            if (_system == system) Rejoin("the cluster has gone on without this process; coming back");
        });
        Props member = Populate(system);
        _system = system;
        system.ActorOf(member, "member");
    }

    /// <summary>Ends when the others have heard that they are to end too, and who looks on has seen where the run stood.</summary>
    private async Task Quit()
    {
        Hold("stopping, as ordered");
        await Task.Delay(QuitAfter).ConfigureAwait(false);
        await Stop().ConfigureAwait(false);
    }

    private async Task SaveEvery(TimeSpan period)
    {
        using PeriodicTimer timer = new(period);
        try
        {
            while (await timer.WaitForNextTickAsync(_stopped.Token).ConfigureAwait(false)) SaveNodes();
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task SaveAll()
    {
        if (Options.CheckpointFolder is null) return;
        SaveNodes();
        try
        {
            await Report(Detail.Counts).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            Notice("leaves without knowing that the last checkpoints were written: the nodes are too busy to say");
        }
    }
}

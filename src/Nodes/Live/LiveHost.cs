using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Akka.Actor;
using Akka.Cluster;
using Gossip.Core;
using Gossip.Nodes.Clocks;
using Gossip.Nodes.Wire;
using Gossip.Objectives;
using Gossip.Topology;

namespace Gossip.Nodes.Live;

/// <summary>A process of a gossip run in real time: its nodes, and their Poisson clocks. It takes part in one epoch after another.</summary>
public sealed class LiveHost : ProcessHost
{
    private readonly LiveSwarm _swarm;
    private readonly IReadOnlyList<OwnNode> _own;
    private readonly LiveNode[] _nodes;
    private ImmutableArray<IActorRef> _actors = [];
    private Epoch? _epoch;
    private long _epochs;

    private LiveHost(LiveSwarm swarm, IReadOnlyList<OwnNode> own, HostOptions options, NodeCheckpoint?[] checkpoints)
        : base(options, [.. own.Select(o => o.Node)], swarm.Digest, Numbers(swarm, own[0].Objective), IncarnationAfter(checkpoints.Max(c => c?.Incarnation ?? 0)))
    {
        (_swarm, _own) = (swarm, own);
        Planner = new(swarm.Graph, swarm.Rate, swarm.Method, swarm.Dimension);
        Epoch alone = Alone();
        _nodes = [.. own.Select(o => new LiveNode(o.Node, alone, Post, new()) { Memory = o.Objective as ILiveMemory, Applied = Applied(options) })];
        for (int k = 0; k < _nodes.Length; k++)
        {
            if (checkpoints[k] is not { } from)
            {
                _nodes[k].Start(own[k].Start, 0);
                continue;
            }
            own[k].Objective.Recall(from.X);
            _nodes[k].Resume(from.X, 0, from.Gradients);
            Notice(string.Create(CultureInfo.InvariantCulture, $"node {from.Node} goes on from its checkpoint after {from.Gradients} gradients"));
        }
        Wire.Received = (PeerAddress _, in EdgeHeader header, ReadOnlySpan<double> vector) =>
        {
            Units.Hear(header.Unit);
            Clock.Hear(header.Time);
            Post.Deliver(header, vector);
        };
        Desk = new(Wire, Report, Stop, Obey);
    }

    internal EpochPlanner Planner { get; }

    internal bool MeasuresCosts => _swarm.MeasuresCosts;

    internal Epoch? Epoch => _epoch;

    internal override int AllNodes => _swarm.Graph.Nodes;

    internal ReportDesk Desk { get; }

    private protected override bool IsReady => _epoch is not null;

    /// <summary>Starts a process with its nodes. A port that is taken, or a damaged checkpoint, is an <see cref="InputException"/>.</summary>
    public static Task<LiveHost> Start(LiveSwarm swarm, IReadOnlyList<OwnNode> own, HostOptions options)
    {
        NodeCheckpoint?[] checkpoints = [.. own.Select(o => options.CheckpointFolder is { } folder ? NodeCheckpoint.Find(folder, o.Node, swarm.Dimension + o.Objective.MemoryLength(), swarm.Digest.Span) : null)];
        double seconds = GradientSeconds(own, swarm.Dimension);
        LiveHost host = new(swarm, own, options with { Unit = Math.Max(options.Unit, UnitKeeper.PerGradient * seconds) }, checkpoints);
        host.Units.Learn(seconds, 0, 0);
        return Started(host);
    }

    /// <summary>
    /// About how long gradients take when all nodes here want one, after the first, which compiles. A unit that began shorter would lose
    /// gradients until it has grown. Only gradients that are functions of the point and the draw are tried.
    /// </summary>
    private static double GradientSeconds(IReadOnlyList<OwnNode> own, int dimension)
    {
        if (own[0].Objective is not (Minibatch or IFiniteSum)) return 0;
        double[] x = new double[Padding.Of(dimension)], gradient = new double[x.Length];
        double seconds = 0;
        for (int turn = 0; turn < 2; turn++)
        {
            long began = Stopwatch.GetTimestamp();
            own[0].Objective.Gradient(x, 0, gradient);
            seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        }
        return seconds * Math.Max(1, (double)own.Count / Environment.ProcessorCount);
    }

    /// <inheritdoc/>
    internal override async Task<ProcessReport> Report(Detail detail)
    {
        NodeReport[] nodes = await Task.WhenAll(_actors.Select(actor =>
        {
            TaskCompletionSource<NodeReport> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
            actor.Tell(new Look(answer, detail), ActorRefs.NoSender);
            return answer.Task.WaitAsync(TimeSpan.FromSeconds(5));
        })).ConfigureAwait(false);
        return Reported(_epoch?.Id ?? 0, _epoch is null ? 0 : _epoch.Incarnations.Count(i => i != 0), nodes) with
        {
            Epochs = Interlocked.Read(ref _epochs),
            Dimension = _swarm.Dimension,
            RowNames = _nodes[0].Epoch.Kernel.Method.Rows,
            Rates = RateOrder.Parse(Orders.Rates).Label,
        };
    }

    /// <summary>Goes over to an epoch.</summary>
    internal void Enter(Epoch epoch, ImmutableArray<Member?> owners)
    {
        if (_epoch is { } before && epoch.Incarnations.Where((life, node) => life != 0 && life != before.Incarnations[node]).Any()) Units.BeginAnew();
        _epoch = epoch;
        Interlocked.Increment(ref _epochs);
        Post.Know([.. owners.Select(owner => owner is null ? (PeerAddress?)null : MemberRoles.Of(owner)!.LaneOf(owner))]);
        foreach (IActorRef actor in _actors) actor.Tell(new SwitchTo(epoch), ActorRefs.NoSender);
        Clocks.Set(PoissonClocks(epoch), _actors);
        int nodes = epoch.Incarnations.Count(i => i != 0);
        Notice(string.Create(CultureInfo.InvariantCulture, $"epoch {epoch.Id:x16}: {nodes} of {epoch.Incarnations.Length} nodes, {epoch.Rated.Graph.Edges.Length} edges, {epoch.Rated.TotalRate:G4} exchanges per unit"));
        Resume();
    }

    private protected override void Try(RateOrder rates)
    {
        // what is planned for whoever takes part cannot fail, and may take long
        if (rates.IsPlan) _swarm.Rate(_swarm.Graph, default, rates);
    }

    private protected override Props Populate(ActorSystem system)
    {
        ImmutableDictionary<int, (IActorRef, Inbox)> own = ImmutableDictionary<int, (IActorRef, Inbox)>.Empty;
        List<IActorRef> actors = [];
        for (int k = 0; k < _nodes.Length; k++)
        {
            (LiveNode node, Inbox inbox) = (_nodes[k], new Inbox(1024));
            NodeEnvironment around = new(_own[k].Objective, Clock, inbox, Options.Speeds.GetValueOrDefault(node.Id, 1), Roles.Incarnation, _swarm.Digest, Checkpoints, Fail, Units);
            actors.Add(system.ActorOf(Props.Create(() => new NodeActor(node, around)), string.Create(CultureInfo.InvariantCulture, $"node-{node.Id}")));
            own = own.Add(node.Id, (actors[k], inbox));
        }
        _actors = [.. actors];
        Post.Know(own);
        return Props.Create(() => new MemberActor(this));
    }

    private protected override void Return()
    {
        Epoch alone = Alone();
        foreach (LiveNode node in _nodes) node.Switch(alone, Clock.Now);
        _epoch = null;
    }

    private protected override void SaveNodes()
    {
        foreach (IActorRef actor in _actors) actor.Tell(Save.Now, ActorRefs.NoSender);
    }

    private protected override void DisposeNodes()
    {
        foreach (LiveNode node in _nodes) node.Dispose();
    }

    /// <summary>Who is told of events: nobody, as a rule.</summary>
    private Action<LiveNode, Link?>? Applied(HostOptions options)
    {
        Action<LiveNode, Link?>? told = options.Record is null ? null : Record;
        if (options.Traces is { } traces) told += (node, link) =>
        {
            if (link is not null) traces.Applied(node, link);
        };
        return told;
    }

    /// <summary>An exchange is recorded once, where it is accepted.</summary>
    private void Record(LiveNode node, Link? link)
    {
        if (link is null) Options.Record!(RecordedEvent.Gradient(node.Time, node.Id));
        else if (!link.Initiates) Options.Record!(RecordedEvent.Exchange(node.Time, link.Peer, node.Id));
    }

    private Epoch Alone()
    {
        uint[] incarnations = new uint[_swarm.Graph.Nodes];
        foreach (int node in OwnNodes) incarnations[node] = Roles.Incarnation;
        return Planner.Of([.. incarnations]);
    }

    /// <summary>The clocks that live here: a gradient clock for each node, and one for each edge to a higher-numbered node.</summary>
    private IEnumerable<PoissonClock> PoissonClocks(Epoch epoch)
    {
        ulong seed = CounterStream.Mix(_swarm.Seed + epoch.Id);
        for (int k = 0; k < _nodes.Length; k++)
        {
            int node = _nodes[k].Id;
            yield return new(new CounterStream(seed, Purpose.Clock, node), 0, 1, _actors[k], GradientTick.Now);
            foreach (Neighbour neighbour in epoch.Rated.Graph.NeighboursOf(node).ToArray())
                if (neighbour.Node > node && epoch.Rated.Rates[neighbour.Edge] > 0)
                    yield return new(new CounterStream(seed, Purpose.Clock, (long)(node + 1) << 32 | (uint)neighbour.Node), 0, epoch.Rated.Rates[neighbour.Edge], _actors[k], new EdgeTick(neighbour.Node));
        }
    }

    /// <summary>Reports have all rows of a node at once, and what its objective remembers.</summary>
    private static int Numbers(LiveSwarm swarm, IObjective objective) => swarm.Method(1, 1).Rows.Length * swarm.Dimension + objective.MemoryLength();
}

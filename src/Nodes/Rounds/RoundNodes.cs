using Akka.Actor;
using Gossip.Core;
using Gossip.Nodes.Clocks;
using Gossip.Nodes.Live;
using Gossip.Nodes.Virtual;
using Gossip.Nodes.Wire;
using Gossip.Objectives;
using Gossip.Topology;

namespace Gossip.Nodes.Rounds;

/// <summary>
/// The nodes of one process of a run in rounds. A part of a round ends with messages, over the same edges between processes as exchanges
/// take; the next begins when those of the neighbours are there. All processes count all rounds, each works for its own nodes.
/// </summary>
internal sealed class RoundNodes : ProcessNodes
{
    private readonly RoundEngine _engine;
    private readonly RoundState _state;
    private readonly RoundWorker[] _workers;
    private readonly EdgeEnds _ends;
    private readonly EdgeEnd[] _here;
    private readonly ParallelOptions _threads;
    private readonly ActorSystem _system;
    private readonly IActorRef _actor;
    private readonly Dictionary<int, OwnNode> _own;
    private readonly HashSet<int> _put = [];
    private TaskCompletionSource? _slice;
    private bool _waits;

    public RoundNodes(VirtualRounds run, IReadOnlyList<OwnNode> own, ITransport lane, uint incarnation, ActorOptions actors, TimeSpan patience, Action<RemoteProcess> lost)
    {
        _own = own.ToDictionary(o => o.Node);
        RoundSwarm swarm = new()
        {
            Method = run.Method,
            Weights = run.Weights,
            Objectives = [.. Enumerable.Range(0, run.Nodes).Select(i => _own.TryGetValue(i, out OwnNode? mine) ? mine.Objective : new Elsewhere(run.Dimension))],
        };
        _state = RoundState.Start(swarm);
        foreach (OwnNode node in own) _state.Put(node.Node, node.Start, 0, 0);
        _engine = new(swarm, _state);
        _threads = new() { MaxDegreeOfParallelism = actors.ThreadCount };
        _workers = [.. _own.Keys.Order().Chunk((own.Count + actors.ThreadCount - 1) / actors.ThreadCount).Select(nodes => new RoundWorker(_engine, nodes))];

        // a line between two nodes is an edge that is used once in every part
        ClockTable lines = new(new([RatedGraph.Uniform(run.Lines, 1)], double.PositiveInfinity), 0, takesGradients: false);
        _ends = new(lines, [.. Enumerable.Range(0, run.Nodes).Select(i => _own.ContainsKey(i) ? 0 : -1)], run.MessageLength);
        _here = [.. _ends.ToOtherProcesses().Select(end => end.Here)];
        Edges = new(_ends, [.. Enumerable.Range(0, run.Nodes)], run.MessageLength, lane, incarnation, patience, lost);
        _system = ActorSystem.Create("rounds", Crew.Configuration(1, 1));
        _actor = _system.ActorOf(Props.Create(() => new Runner(this)).WithDispatcher("shards"));
        _ends.Assign([_actor]);
    }

    /// <inheritdoc/>
    public override RemoteEdges Edges { get; }

    /// <inheritdoc/>
    public override IReadOnlyCollection<int> Nodes => _own.Keys;

    /// <summary>Whoever drives the run counts by itself, as all do.</summary>
    public override long Gradients => 0;

    /// <inheritdoc cref="Gradients"/>
    public override long Exchanges => 0;

    /// <inheritdoc/>
    public override async Task Run(double until)
    {
        if (!(until > Time)) return;
        if (_engine.Begin((long)until))
        {
            TaskCompletionSource slice = _slice = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _actor.Tell(Wake.Up, ActorRefs.NoSender);
            await slice.Task.ConfigureAwait(false);
        }
        Time = until;
    }

    /// <inheritdoc/>
    public override (double[] Rows, double Time, long Gradients) Of(int node) => (_state.Take(node), _state.Time(node), _state.GradientsOf(node));

    /// <inheritdoc/>
    public override double[] Estimate(int node)
    {
        double[] x = new double[Padding.Of(_state.Dimension)];
        _state.Estimate(node, x);
        return x[.._state.Dimension];
    }

    /// <inheritdoc/>
    public override void Put(int node, ReadOnlySpan<double> rows, double time, long gradients)
    {
        if (Time > 0 || !_own.ContainsKey(node)) return;
        _state.Put(node, rows, time, gradients);
        _put.Add(node);
    }

    /// <inheritdoc/>
    public override int SkipTo(double time)
    {
        if (Time == time) return 0;
        if (_put.Count < _own.Count) return _own.Count - _put.Count;
        (Time, _engine.Round) = (time, (long)time);
        return 0;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        Edges.Dispose();
        _system.Terminate().GetAwaiter().GetResult();
        foreach (RoundWorker worker in _workers) worker.Dispose();
        _engine.Dispose();
        _ends.Dispose();
        _state.Dispose();
    }

    /// <summary>Goes as far as messages allow; whether the slice is through. Otherwise it is woken by the next message.</summary>
    private unsafe bool Continue()
    {
        while (true)
        {
            if (_waits)
            {
                foreach (EdgeEnd end in _here)
                    if (!end.HasArrived && end.Arm()) return false;
                foreach (EdgeEnd end in _here) Copy(end.PeersMessage, _engine.Outgoing(end.Peer.Node));
                _waits = false;
            }
            else
            {
                Parallel.ForEach(_workers, _threads, worker => worker.Run());
                if (_engine.Part < _engine.Steps.Sends.Length)
                {
                    foreach (EdgeEnd end in _here)
                    {
                        Copy(_engine.Outgoing(end.Node), end.Next);
                        end.Publish();
                    }
                    _waits = true;
                    continue;
                }
            }
            if (!_engine.Next()) return true;
        }
    }

    private unsafe void Copy(double* from, double* to) => new ReadOnlySpan<double>(from, _engine.MessageSize).CopyTo(new(to, _engine.MessageSize));

    private sealed class Runner(RoundNodes nodes) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            if (nodes._slice is not { } slice) return;
            try
            {
                if (!nodes.Continue()) return;
                nodes._slice = null;
                slice.SetResult();
            }
#pragma warning disable CA1031 // whatever an objective throws belongs to the caller of the run
            catch (Exception cause)
#pragma warning restore CA1031
            {
                nodes._slice = null;
                slice.SetException(cause is AggregateException { InnerException: { } inner } ? inner : cause);
            }
        }
    }
}

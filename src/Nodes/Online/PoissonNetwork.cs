using Gossip.Methods.Online;
using Gossip.Nodes.Clocks;
using Gossip.Nodes.Virtual;
using Gossip.Objectives.Streams;
using Gossip.Topology;

namespace Gossip.Nodes.Online;

/// <summary>
/// Learners on Poisson clocks: each plays its rounds by a clock of its own, one a unit of time on average, and pairs of neighbours set
/// their hidden iterates to the mean of both by the clocks of their edges. It is a <see cref="Swarm"/>, run by the same runtimes in
/// virtual time: the same bits on one loop and on actors with any number of threads. A node that has played all its rounds goes on
/// exchanging until the last one has.
/// </summary>
public sealed class PoissonNetwork : LearnerNetwork
{
    private readonly OnlineNode[] _nodes;
    private readonly JointStream?[] _wholes;
    private readonly IRuntime _runtime;

    /// <summary>Learners before their first round.</summary>
    /// <param name="schedule">Who exchanges with whom, how often.</param>
    /// <param name="streams">One a node, of known length, whose rounds come twice; disposed of in the end.</param>
    /// <param name="method">Mirror descent, or a leader anchored at its start.</param>
    /// <param name="mixing">Adapt-then-combine or tracked; each exchange combines two nodes.</param>
    /// <param name="comparators">With whom they are compared.</param>
    /// <param name="seed">The root seed of all clocks.</param>
    /// <param name="start">x₁ of all, padded; empty for the domain's centre.</param>
    /// <param name="actors">How actors share the work; null runs one loop.</param>
    /// <param name="runtime">What runs it from a state, where that is another; it is disposed of in the end.</param>
    public PoissonNetwork(
        Schedule schedule, JointStream streams, LearnerMethod method, NetworkMixing mixing, Comparators comparators, ulong seed, ReadOnlySpan<double> start = default,
        ActorOptions? actors = null, Func<Swarm, SwarmState, IRuntime>? runtime = null) : base(streams, method, mixing, comparators)
    {
        if (streams.Parts.Count != schedule.Nodes) throw new ArgumentException($"{streams.Parts.Count} streams for {schedule.Nodes} nodes", nameof(streams));
        if (mixing == NetworkMixing.CombineThenAdapt) throw new ArgumentException("between rounds there are exchanges, and no order of the two", nameof(mixing));
        if (streams.Length is not { } rounds) throw new ArgumentException("streams of known length are needed", nameof(streams));
        (_nodes, _wholes) = (new OnlineNode[Nodes], new JointStream?[Nodes]);
        LearnerObjective[] objectives = new LearnerObjective[Nodes];
        for (int i = 0; i < Nodes; i++) (_nodes[i], _wholes[i], objectives[i]) = LearnerObjective.Of(i, streams, method, mixing == NetworkMixing.Tracked, start);
        Swarm = new() { Method = HiddenIterate.Of(method), Objectives = objectives, Schedule = schedule, Seed = seed };
        SwarmState state = SwarmState.Start(Swarm.Method, Swarm.Objectives, [.. objectives.Select(o => o.FirstRow())]);
        _runtime = runtime is not null ? runtime(Swarm, state) : actors is { } options ? new ActorRuntime(Swarm, state, options) : new SequentialRuntime(Swarm, state);
        End = EndOf(new(schedule, seed), rounds);
    }

    /// <inheritdoc/>
    public override string Name => _runtime.Name;

    /// <inheritdoc/>
    public override double Time => _runtime.Time;

    /// <summary>The moment after which every node has played all its rounds.</summary>
    public double End { get; }

    /// <summary>Clocks and rows, as runtimes see them.</summary>
    public Swarm Swarm { get; }

    /// <inheritdoc/>
    public override long Exchanges => _runtime.Exchanges;

    private protected override IReadOnlyList<OnlineNode> Learners => _nodes;

    /// <inheritdoc/>
    public override void Advance(double until)
    {
        _runtime.Advance(Math.Min(until, End));
        Settle();
    }

    /// <inheritdoc/>
    public override void Save(BinaryWriter to)
    {
        foreach (OnlineNode node in _nodes) node.Save(to);
        _runtime.Save(to);
    }

    /// <inheritdoc/>
    public override void Load(BinaryReader from)
    {
        // before the rows: where they go to processes the nodes' memories go with them
        foreach (OnlineNode node in _nodes) node.Load(from);
        _runtime.Load(from);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            NodeRows state = _runtime.State;
            _runtime.Dispose();
            state.Dispose();
            foreach (JointStream? whole in _wholes) whole?.Dispose();
        }
        base.Dispose(disposing);
    }

    /// <summary>When the last node's clock ticks for the last round, or rather just after.</summary>
    private static double EndOf(ClockTable clocks, long rounds)
    {
        PoissonSource source = new(clocks, [.. Enumerable.Range(0, clocks.Nodes)]);
        long[] ticks = new long[clocks.Nodes];
        int left = clocks.Nodes;
        while (true)
            foreach (Event e in source.Next(double.PositiveInfinity, 4096))
                if (++ticks[e.Clock] == rounds && --left == 0) return Math.BitIncrement(e.Time);
    }

    /// <summary>The points that would be played now, from the hidden iterates as they stand after the exchanges.</summary>
    private void Settle()
    {
        NodeRows rows = _runtime.State;
        for (int i = 0; i < Nodes; i++)
        {
            Span<double> hidden = _nodes[i].Learner.Anchored[..Streams.Dimension];
            rows.Row(i, 0)[..Streams.Dimension].CopyTo(hidden);
            _nodes[i].Learner.Prepare();
        }
    }
}

using System.Runtime.InteropServices;
using Gossip.Core;
using Gossip.Methods;
using Gossip.Methods.Online;
using Gossip.Objectives.Streams;
using Gossip.Topology;

namespace Gossip.Nodes.Online;

/// <summary>Learners that play and average in step: every round, with all neighbours. A round allocates nothing.</summary>
public sealed class OnlineNetwork : LearnerNetwork
{
    private readonly OnlineNode[] _nodes;
    private readonly MixingWeights _weights;
    private readonly AlignedBuffer _memory;
    private readonly double[] _mean;
    private readonly int _length, _edges;
    private double _spread;

    /// <summary>Learners before their first round.</summary>
    /// <param name="graph">Who averages with whom.</param>
    /// <param name="streams">One a node; disposed of in the end.</param>
    /// <param name="method">Mirror descent, or a leader anchored at its start.</param>
    /// <param name="mixing">How they average.</param>
    /// <param name="comparators">With whom they are compared.</param>
    /// <param name="start">x₁ of all, padded; empty for the domain's centre.</param>
    public OnlineNetwork(Graph graph, JointStream streams, LearnerMethod method, NetworkMixing mixing, Comparators comparators, ReadOnlySpan<double> start = default)
        : base(streams, method, mixing, comparators)
    {
        if (streams.Parts.Count != graph.Nodes) throw new ArgumentException($"{streams.Parts.Count} streams for {graph.Nodes} nodes", nameof(streams));
        (_weights, _edges, _length) = (new(graph), graph.Edges.Length, Padding.Of(streams.Dimension));
        _nodes = new OnlineNode[graph.Nodes];
        for (int i = 0; i < Nodes; i++) _nodes[i] = new(streams.Parts[i], streams.Environment is null ? streams : null, method, start);
        _memory = new(2L * Nodes * _length);
        _mean = new double[_length];
    }

    /// <summary>Whether all steps are by one V, the mean over nodes, as if a number were summed over the whole graph every round.</summary>
    public bool SharesDeviation { get; init; }

    /// <inheritdoc/>
    public override string Name => "sequential";

    /// <inheritdoc/>
    public override double Time => Rounds;

    /// <summary>Rounds played, by every node.</summary>
    public long Rounds { get; private set; }

    /// <inheritdoc/>
    public override long Exchanges => Rounds * _edges;

    /// <summary>(1/T) Σ_t (1/n) Σ_i |x_t,i − x̄_t|².</summary>
    public double Consensus => Rounds > 0 ? _spread / Rounds : 0;

    private protected override IReadOnlyList<OnlineNode> Learners => _nodes;

    /// <inheritdoc/>
    public override void Advance(double until)
    {
        while (Rounds < until && Streams.Next())
        {
            Play();
            Rounds++;
        }
    }

    /// <inheritdoc/>
    public override void Save(BinaryWriter to)
    {
        to.Write(Rounds);
        to.Write(_spread);
        to.Write(MemoryMarshal.AsBytes(_memory.Slice(0, Nodes * _length)));
        foreach (OnlineNode node in _nodes) node.Save(to);
    }

    /// <inheritdoc/>
    public override void Load(BinaryReader from)
    {
        (Rounds, _spread) = (from.ReadInt64(), from.ReadDouble());
        from.BaseStream.ReadExactly(MemoryMarshal.AsBytes(_memory.Slice(0, Nodes * _length)));
        foreach (OnlineNode node in _nodes) node.Load(from);
        Streams.TryReturn(Rounds);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) _memory.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>y of a node.</summary>
    private Span<double> Along(int i) => _memory.Slice((long)i * _length, _length);

    private Span<double> Mixed(int i) => _memory.Slice((long)(Nodes + i) * _length, _length);

    private void Play()
    {
        Spread();
        foreach (OnlineNode node in _nodes) node.Meet();
        if (Mixing == NetworkMixing.Tracked) Track();
        if (Mixing == NetworkMixing.CombineThenAdapt) Mix();
        for (int i = 0; i < Nodes; i++) _nodes[i].Learner.Absorb(Mixing == NetworkMixing.Tracked ? Along(i) : _nodes[i].Gradient);
        if (Mixing != NetworkMixing.CombineThenAdapt) Mix();
        if (SharesDeviation) Level();
        foreach (OnlineNode node in _nodes) node.Learner.Prepare();
    }

    /// <summary>One V for all, the mean of what each has.</summary>
    private void Level()
    {
        double mean = 0;
        foreach (OnlineNode node in _nodes) mean += node.Learner.Deviation / Nodes;
        foreach (OnlineNode node in _nodes) node.Learner.Deviation = mean;
    }

    private void Spread()
    {
        Array.Clear(_mean);
        foreach (OnlineNode node in _nodes) Vectors.Add(1.0 / Nodes, node.Learner.Point, _mean);
        foreach (OnlineNode node in _nodes) _spread += Vectors.SquaredDistance(node.Learner.Point, _mean) / Nodes;
    }

    private void Track()
    {
        for (int i = 0; i < Nodes; i++)
        {
            Average(i, isTracked: true);
            _nodes[i].Track(Mixed(i));
        }
        for (int i = 0; i < Nodes; i++) Mixed(i).CopyTo(Along(i));
    }

    private void Mix()
    {
        for (int i = 0; i < Nodes; i++) Average(i, isTracked: false);
        for (int i = 0; i < Nodes; i++) Mixed(i).CopyTo(_nodes[i].Learner.Anchored);
    }

    private void Average(int i, bool isTracked)
    {
        Span<double> to = Mixed(i);
        to.Clear();
        ReadOnlySpan<int> nodes = _weights.Of(i);
        ReadOnlySpan<double> weights = _weights.For(i);
        for (int k = 0; k < nodes.Length; k++) Vectors.Add(weights[k], isTracked ? Along(nodes[k]) : _nodes[nodes[k]].Learner.Anchored, to);
    }
}

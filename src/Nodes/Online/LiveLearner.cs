using Gossip.Core;
using Gossip.Methods;
using Gossip.Methods.Online;
using Gossip.Nodes.Live;
using Gossip.Objectives;
using Gossip.Objectives.Streams;

namespace Gossip.Nodes.Online;

/// <summary>
/// A learner on a cluster in real time. What is taken for a gradient is how far its round moves the hidden iterate, so that what
/// neighbours bring meanwhile is not lost. Messages under way may have left the iterate a little outside the domain: the round begins
/// from the nearest point inside.
/// <para>
/// Σ y = Σ g over the nodes is what tracking lives on. When members come or go it would not hold any more, so with every era y begins
/// anew as the node's own last gradient.
/// </para>
/// </summary>
internal sealed class LiveLearner(OnlineNode node, JointStream? whole, Domain domain, bool isTracked) : IObjective, ILiveMemory
{
    private readonly LearnerObjective _round = new(node, whole, isTracked);
    private readonly int _length = Padding.Of(node.Stream.Dimension);
    private readonly double[] _from = new double[(isTracked ? 2 : 1) * Padding.Of(node.Stream.Dimension)];
    private readonly double[] _applied = new double[Padding.Of(node.Stream.Dimension)];

    public int Dimension => _round.Dimension;

    public double Mu => _round.Mu;

    public double L => _round.L;

    public int MemoryLength => _round.MemoryLength;

    public double Value(ReadOnlySpan<double> x) => _round.Value(x);

    public void Gradient(ReadOnlySpan<double> x, long draw, Span<double> gradient)
    {
        // a round that never reached the rows, since the process had to come back to its cluster, has not been tracked
        _applied.CopyTo(node.Before);
        x.CopyTo(_from);
        domain.Project(_from.AsSpan(0, _length), node.Stream.Dimension);
        _round.Gradient(_from, draw, gradient);
        Vectors.Add(-1, x, gradient);
    }

    public void Settle() => node.Before.CopyTo(_applied);

    public void Begin(Span<double> x)
    {
        if (isTracked) _applied.CopyTo(x[_length..]);
    }

    public void Save(Span<double> memory) => _round.Save(memory);

    public void Load(ReadOnlySpan<double> memory)
    {
        _round.Load(memory);
        Settle();
    }
}

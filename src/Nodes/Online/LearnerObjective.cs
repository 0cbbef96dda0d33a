using Gossip.Core;
using Gossip.Methods.Online;
using Gossip.Objectives;
using Gossip.Objectives.Streams;

namespace Gossip.Nodes.Online;

/// <summary>
/// A learner in the place of an objective: what a runtime takes for a gradient is the hidden iterate after the node's next round, or
/// the same one where the stream has ended. With tracked gradients y follows x̂ in the one row, each padded.
/// </summary>
internal sealed class LearnerObjective(OnlineNode node, JointStream? whole, bool isTracked) : IObjective, IRemembers
{
    private readonly int _length = Padding.Of(node.Stream.Dimension);

    public int Dimension => isTracked ? 2 * _length : node.Stream.Dimension;

    public double Mu => 0;

    public double L => double.PositiveInfinity;

    public int MemoryLength => node.MemoryLength;

    /// <summary>A learner before its first round. It looks at other nodes' losses through a reader of its own: nothing is shared between threads.</summary>
    /// <param name="node">The node's number.</param>
    /// <param name="streams">All nodes' streams, whose rounds come twice.</param>
    /// <param name="method">Mirror descent.</param>
    /// <param name="isTracked">Whether gradients are tracked.</param>
    /// <param name="start">x₁; empty for the domain's centre.</param>
    public static (OnlineNode Node, JointStream? Whole, LearnerObjective Objective) Of(int node, JointStream streams, LearnerMethod method, bool isTracked, ReadOnlySpan<double> start)
    {
        JointStream? whole = streams.Environment is not null ? null : streams.Reader() ?? throw new ArgumentException("the streams' rounds do not come twice", nameof(streams));
        OnlineNode one = new(streams.Parts[node], whole, method, start);
        return (one, whole, new(one, whole, isTracked));
    }

    public double Value(ReadOnlySpan<double> x) => node.Stream.Value(x[.._length]);

    public void Gradient(ReadOnlySpan<double> x, long draw, Span<double> gradient)
    {
        x.CopyTo(gradient);
        if (!node.Stream.Next()) return;
        whole?.TryReturn(node.Stream.Round);
        node.Place(x[.._length]);
        node.Meet();
        if (isTracked)
        {
            Span<double> y = gradient[_length..];
            node.Track(y);
            node.Learner.Absorb(y);
        }
        else
        {
            node.Learner.Absorb(node.Gradient);
        }
        node.Learner.Anchored.CopyTo(gradient);
    }

    /// <summary>The node's row before its first round.</summary>
    public double[] FirstRow()
    {
        double[] row = new double[Dimension];
        node.Learner.Anchored[..node.Stream.Dimension].CopyTo(row);
        return row;
    }

    public void Save(Span<double> memory) => node.Save(memory);

    public void Load(ReadOnlySpan<double> memory) => node.Load(memory);
}

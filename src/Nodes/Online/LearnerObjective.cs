using Gossip.Core;
using Gossip.Methods.Online;
using Gossip.Objectives;
using Gossip.Objectives.Streams;

namespace Gossip.Nodes.Online;

/// <summary>
/// A learner in the place of an objective: what a runtime takes for a gradient is the hidden iterate after the node's next round, or
/// the same one where the stream has ended. With tracked gradients y follows x̂ in the one row, each padded.
/// </summary>
internal sealed class LearnerObjective(OnlineNode node, JointStream? whole, bool isTracked) : IObjective
{
    private readonly int _length = Padding.Of(node.Stream.Dimension);

    public int Dimension => isTracked ? 2 * _length : node.Stream.Dimension;

    public double Mu => 0;

    public double L => double.PositiveInfinity;

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
}

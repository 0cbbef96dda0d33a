using Gossip.Methods.Linear;
using Gossip.Methods.Online;
using Gossip.Nodes.Live;
using Gossip.Objectives;
using Gossip.Objectives.Streams;

namespace Gossip.Nodes.Online;

/// <summary>The learners that one process of a cluster owns.</summary>
/// <param name="Method">What is shared, the same at all processes.</param>
/// <param name="Dimension">Length of the one row.</param>
/// <param name="Nodes">The learners before their first round.</param>
public sealed record LearnerShare(LinearMethod Method, int Dimension, IReadOnlyList<OwnNode> Nodes)
{
    /// <summary>Some of the learners that meet all nodes' streams; those of the others are only looked at, to measure.</summary>
    /// <param name="own">Their numbers.</param>
    /// <param name="streams">One a node, whose rounds come twice.</param>
    /// <param name="method">Mirror descent.</param>
    /// <param name="mixing">Adapt-then-combine or tracked.</param>
    /// <param name="start">x₁; empty for the domain's centre.</param>
    /// <param name="isReal">Whether the cluster runs in real time.</param>
    public static LearnerShare Of(IReadOnlyList<int> own, JointStream streams, LearnerMethod method, NetworkMixing mixing, ReadOnlySpan<double> start, bool isReal)
    {
        bool isTracked = mixing == NetworkMixing.Tracked;
        OwnNode[] nodes = new OwnNode[own.Count];
        for (int k = 0; k < nodes.Length; k++)
        {
            (OnlineNode node, JointStream? whole, LearnerObjective objective) = LearnerObjective.Of(own[k], streams, method, isTracked, start);
            IObjective seen = isReal ? new LiveLearner(node, whole, method.Domain, isTracked) : objective;
            nodes[k] = new(own[k], seen, objective.FirstRow());
        }
        return new(isReal ? HiddenIterate.Moved(method) : HiddenIterate.Of(method), nodes[0].Objective.Dimension, nodes);
    }
}

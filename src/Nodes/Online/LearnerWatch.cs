using Gossip.Core;
using Gossip.Methods.Online;
using Gossip.Nodes.Live;
using Gossip.Objectives.Streams;

namespace Gossip.Nodes.Online;

/// <summary>
/// Learners of a cluster in real time, looked at from outside: of every node a copy, as it was when it was last heard of. What is
/// measured is measured of the nodes that take part, by the losses of all.
/// </summary>
public sealed class LearnerWatch : LearnerGroup, IDisposable
{
    private readonly OnlineNode[] _nodes;
    private readonly JointStream _streams;
    private readonly int _length;
    private IReadOnlyList<OnlineNode> _present;

    /// <summary>All nodes before their first round.</summary>
    /// <param name="streams">What they meet; not moved.</param>
    /// <param name="method">Mirror descent.</param>
    /// <param name="comparators">With whom they are compared.</param>
    /// <param name="start">x₁; empty for the domain's centre.</param>
    public LearnerWatch(JointStream streams, LearnerMethod method, Comparators comparators, ReadOnlySpan<double> start = default)
    {
        _streams = streams.Reader() ?? throw new ArgumentException("the streams' rounds do not come twice", nameof(streams));
        (Costs, _length) = (new(streams, comparators, method.Domain), Padding.Of(streams.Dimension));
        _nodes = new OnlineNode[streams.Parts.Count];
        for (int i = 0; i < _nodes.Length; i++) _nodes[i] = new(_streams.Parts[i], null, method, start);
        _present = _nodes;
    }

    /// <summary>Rounds of all nodes, those that are missing as they were last heard of.</summary>
    public long RoundsOfAll => _nodes.Sum(node => node.Rounds);

    /// <summary>Rounds of whoever of those that take part has played fewest.</summary>
    public long FewestRounds => Learners.Min(node => node.Rounds);

    private protected override IReadOnlyList<OnlineNode> Learners => _present;

    private protected override ComparatorCosts Costs { get; }

    /// <summary>Takes what nodes say of themselves: from now on these take part, in this order.</summary>
    public void Take(IReadOnlyList<NodeReport> reports)
    {
        foreach (NodeReport report in reports)
        {
            OnlineNode node = _nodes[report.Node];
            // a row, and behind it what the node remembers
            node.Load(report.Rows.AsSpan(report.Rows.Length - node.MemoryLength));
            report.Rows.AsSpan(0, _streams.Dimension).CopyTo(node.Learner.Anchored);
            node.Learner.Prepare();
        }
        _present = [.. reports.Select(report => _nodes[report.Node])];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (OnlineNode node in _nodes) node.Dispose();
        _streams.Dispose();
        Costs.Dispose();
    }
}

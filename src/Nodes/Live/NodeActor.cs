using System.Diagnostics;
using Akka.Actor;
using Gossip.Core;

namespace Gossip.Nodes.Live;

/// <summary>
/// The actor around a live node: ticks, messages and epochs come as messages to it, and its gradients are taken by a child
/// on a dispatcher of its own, one at a time, so that gossip goes on beside them.
/// </summary>
internal sealed class NodeActor : UntypedActor
{
    private const int MostWaitingGradients = 4;
    private readonly LiveNode _node;
    private readonly NodeEnvironment _around;
    private readonly double[] _x, _gradient;
    private readonly IActorRef _worker;
    private readonly List<object> _later = [];
    private bool _isComputing;
    private int _waiting;
    private double _gradientSeconds, _lag;

    public NodeActor(LiveNode node, NodeEnvironment around)
    {
        (_node, _around) = (node, around);
        int padded = Padding.Of(node.Dimension);
        (_x, _gradient) = (new double[padded], new double[padded]);
        _worker = Context.ActorOf(Props.Create(() => new GradientActor(around.Objective, around.Speed, _x, _gradient)).WithDispatcher("gradients"), "gradients");
    }

    protected override void OnReceive(object message)
    {
        double time = _around.Clock.Now, now = Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency;
        switch (message)
        {
            case Arrival arrival:
                _node.Receive(arrival.Header, arrival.Vector, time, now);
                arrival.Return();
                _around.Arrivals.Took();
                break;
            case EdgeTick tick:
                _node.Tick(tick.Peer, time, now);
                break;
            case GradientTick:
                if (_isComputing) _waiting = Math.Min(MostWaitingGradients, _waiting + 1);
                else Compute(time);
                break;
            case GradientDone done:
                _isComputing = false;
                if (done.Failure is not null)
                {
                    _around.Fail(1, $"node {_node.Id}: its gradient failed: {done.Failure.Message}");
                    break;
                }
                _gradientSeconds += (done.Seconds - _gradientSeconds) / (_node.Gradients < 8 ? 2 : 16);
                _node.ApplyGradient(time, _gradient.AsSpan(0, _node.Dimension));
                foreach (object put in _later) OnReceive(put);
                _later.Clear();
                if (_waiting > 0)
                {
                    _waiting--;
                    Compute(time);
                }
                break;
            case Check check:
                _node.Unit = _around.Units.Asked;
                _lag += (check.Take() - _lag) / 16;
                _around.Units.Learn(_gradientSeconds, RoundTrip(), _lag);
                _node.Resend(time, now);
                break;
            case SwitchTo to:
                _node.Switch(to.Epoch, time);
                break;
            case Save or Look when _isComputing && _around.Objective is IRemembers:
                _later.Add(message); // what it remembers is whole between two gradients
                break;
            case Save:
                _around.Checkpoints!.Write(_node.Id, folder => NodeCheckpoint.Of(_node, _around.Objective, _around.Incarnation).Write(folder, _around.Digest));
                break;
            case Look look:
                look.Answer.TrySetResult(Report(time, look.Detail));
                break;
        }
    }

    private void Compute(double time)
    {
        _isComputing = true;
        _node.Estimate(time, _x);
        _worker.Tell(_node.Gradients, Self);
    }

    private NodeReport Report(double time, Detail detail)
    {
        double[] rows = detail == Detail.AllRows ? _node.Rows() : new double[detail == Detail.Counts ? 0 : _node.Dimension];
        if (detail == Detail.Estimates) _node.Estimate(_node.Time, rows);
        return new(_node.Id, time, _node.Gradients, _node.Exchanges, _gradientSeconds, _node.TotalResends, [.. _node.Links.Where(l => l.Initiates).Select(Edge)],
            detail == Detail.Counts ? rows : _around.Objective.Beside(rows)) { Staleness = Math.Max(0, time - _node.Time) };
    }

    private EdgeReport Edge(Link link)
    {
        long finished = link.Sequence - (link.IsInFlight ? 1 : 0);
        return new(link.Peer, Rate(link), finished, finished > 0 ? link.RoundTrip.Mean : 0, link.Backlog)
        {
            Deadline = link.RoundTrip.Deadline,
            Disagreement = finished > 0 ? link.SizeOfW(_node.Dimension) : double.NaN,
        };
    }

    private double Rate(Link link)
    {
        int edge = _node.Epoch.Rated.Graph.IndexOf(_node.Id, link.Peer);
        return edge < 0 ? 0 : _node.Epoch.Rated.Rates[edge];
    }

    /// <summary>
    /// The longest exchange of the node's edges, in seconds; one that is to fire often counts for more, because an edge has
    /// one exchange under way at a time and should not be busy for more than half of it.
    /// </summary>
    private double RoundTrip()
    {
        double longest = 0;
        foreach (Link link in _node.Links)
            if (link.Initiates && link.Sequence > 0) longest = Math.Max(longest, link.RoundTrip.Mean * Math.Max(1, 2 * Rate(link) / UnitKeeper.PerRoundTrip));
        return longest;
    }
}

using System.Collections.Immutable;
using Gossip.Methods.Federated;
using Gossip.Methods.Rounds;
using Gossip.Nodes.Rounds;
using Gossip.Topology;

namespace Gossip.Nodes.Simulated;

/// <summary>
/// Rounds: a node takes its gradient when it is there and has all that the step before needs; a gossip step waits for the messages of
/// all neighbours, an average for those of all nodes, up a tree and down again. Node i is done at Tᵢ: gradient Tᵢ += ξ/sᵢ, gossip
/// Tᵢ = max(Tᵢ, maxⱼ Tⱼ + ℓᵢⱼ), average T = max Tⱼ + 2⌈log₂ n⌉ max ℓ.
/// </summary>
public sealed class RoundWall : WallClock
{
    private readonly RoundSwarm _swarm;
    private readonly (int I, int J, double Latency)[][] _edges;
    private readonly ClientTimes _times;
    private readonly Spells _spells;
    private readonly ulong _seed;
    private readonly double _tree;
    private readonly long[] _gradients;
    private double[] _done, _next;
    private long _round;

    /// <summary>The clock of a run in rounds.</summary>
    public RoundWall(RoundSwarm swarm, Machines machines)
    {
        (_swarm, _seed) = (swarm, machines.Seed);
        Graph union = swarm.Weights.Union;
        _edges = [.. swarm.Weights.Graphs.Select(graph => graph.Graph.Edges.Index().Where(e => graph.Rates[e.Index] > 0)
            .Select(e => (e.Item.I, e.Item.J, machines.Latency[union.IndexOf(e.Item.I, e.Item.J)])).ToArray())];
        _times = new([.. machines.Speeds.Select(s => 1 / s)], machines.Law);
        _spells = new(machines, swarm.Nodes);
        _tree = 2 * Math.Ceiling(Math.Log2(swarm.Nodes)) * machines.Latency.DefaultIfEmpty(0).Max();
        (_gradients, _done, _next) = (new long[swarm.Nodes], new double[swarm.Nodes], new double[swarm.Nodes]);
    }

    /// <inheritdoc/>
    public override double At(double time)
    {
        for (; _round < (long)time; _round++) Run(_swarm.Method.Round(_round));
        return _done.Max();
    }

    private void Run(ImmutableArray<RoundStep> steps)
    {
        int sends = steps.Count(step => step.Kind != StepKind.Gradient), sent = 0;
        foreach (RoundStep step in steps)
        {
            if (step.Kind == StepKind.Gradient)
            {
                for (int i = 0; i < _done.Length; i++) _done[i] = _spells.Back(i, _done[i]) + _times.Draw(_seed, i, _gradients[i]++).Time;
                continue;
            }
            int graph = _swarm.GraphOf(_round, sent++, sends);
            if (step.Kind == StepKind.Average) Array.Fill(_done, _done.Max() + _tree);
            else Exchange(_edges[graph]);
        }
    }

    private void Exchange((int I, int J, double Latency)[] edges)
    {
        _done.CopyTo(_next, 0);
        foreach ((int i, int j, double latency) in edges)
        {
            _next[i] = Math.Max(_next[i], _done[j] + latency);
            _next[j] = Math.Max(_next[j], _done[i] + latency);
        }
        (_done, _next) = (_next, _done);
    }
}

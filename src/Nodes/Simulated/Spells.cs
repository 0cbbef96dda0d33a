using System.Runtime.Intrinsics;
using Gossip.Core;

namespace Gossip.Nodes.Simulated;

/// <summary>
/// When each node is away: spells of exponential length, with exponential times between them, a stream of its own for each node.
/// A node must be asked for times that never fall.
/// </summary>
internal sealed class Spells
{
    private readonly Draws[] _draws;
    private readonly (double From, double To)[] _spell;
    private readonly double _present, _away;

    public Spells(Machines machines, int nodes)
    {
        _away = machines.AwayShare > 0 ? machines.AwayFor : 0;
        _present = machines.AwayFor * (1 - machines.AwayShare) / machines.AwayShare;
        (_draws, _spell) = (new Draws[nodes], new (double, double)[nodes]);
        for (int i = 0; i < nodes; i++)
        {
            _draws[i] = new CounterStream(machines.Seed, Purpose.Absence, i).From();
            _spell[i] = _away > 0 ? Next(i, 0) : (double.PositiveInfinity, double.PositiveInfinity);
        }
    }

    /// <summary>The time from which a node that is wanted at <paramref name="time"/> is there: that time, unless it is away then.</summary>
    public double Back(int node, double time)
    {
        ref (double From, double To) spell = ref _spell[node];
        while (time >= spell.To) spell = Next(node, spell.To);
        return time >= spell.From ? spell.To : time;
    }

    private (double, double) Next(int node, double since)
    {
        double from = since - _present * Log(ref _draws[node]);
        return (from, from - _away * Log(ref _draws[node]));
    }

    private static double Log(ref Draws draws) => VectorMath.Log(Vector512.Create(draws.Uniform()))[0];
}

using System.Collections.Immutable;
using Gossip.Core;

namespace Gossip.Topology;

/// <summary>
/// Which graph is active when: each is held for <see cref="Every"/> units of time, then the next, round and round.
/// Graph k is active on [(cG + k)·Every, (cG + k + 1)·Every), c = 0, 1, …, of G graphs. A constant network is one graph held for ever.
/// </summary>
public sealed class Schedule
{
    private readonly Lazy<Spectrum[]> _spectra;
    private readonly Lazy<Graph> _union;

    /// <summary>Graphs on the same nodes, each held for <paramref name="every"/> &gt; 0 units of time.</summary>
    public Schedule(IEnumerable<RatedGraph> graphs, double every)
    {
        Graphs = [.. graphs];
        Every = every;
        if (Graphs.IsEmpty) throw new InputException("schedule: found no graph, expected at least one");
        if (!(every > 0)) throw InputException.At("schedule", FormattableString.Invariant($"every: {every}"), "a time above zero");
        for (int k = 1; k < Graphs.Length; k++)
            if (Graphs[k].Graph.Nodes != Nodes)
                throw InputException.At("schedule", $"{Graphs[k].Graph.Nodes} nodes in graph {k} ({Graphs[k].Graph.Name})", $"{Nodes} as in graph 0 ({Graphs[0].Graph.Name})");
        if (Graphs.Length > 1 && double.IsInfinity(every)) throw InputException.At("schedule", "several graphs and no end of the first", "a finite time for each");
        _spectra = new(() => [.. Graphs.Distinct().Select(Spectrum.Of)]);
        _union = new(() => Graphs.Length == 1 ? Graphs[0].Graph : new Graph(Nodes, Graphs.SelectMany(g => g.Graph.Edges).Distinct(), "union"));
    }

    /// <summary>The graphs in their order.</summary>
    public ImmutableArray<RatedGraph> Graphs { get; }

    /// <summary>How long each is held; +∞ where there is one only.</summary>
    public double Every { get; }

    /// <summary>Number of nodes n, the same in all graphs.</summary>
    public int Nodes => Graphs[0].Graph.Nodes;

    /// <summary>The graph of all edges of all graphs.</summary>
    public Graph Union => _union.Value;

    /// <summary>The largest χ₁ of its graphs.</summary>
    public double Chi1 => _spectra.Value.Max(s => s.Chi1);

    /// <summary>The largest χ₂ of its graphs.</summary>
    public double Chi2 => _spectra.Value.Max(s => s.Chi2);

    /// <summary>False where <see cref="Chi2"/> is an upper bound.</summary>
    public bool Chi2IsExact => _spectra.Value.All(s => s.Chi2IsExact);

    /// <summary>One graph for ever.</summary>
    public static Schedule Constant(RatedGraph graph) => new([graph], double.PositiveInfinity);

    /// <summary>The number of the graph that is active at a time ≥ 0.</summary>
    public int ActiveAt(double time)
    {
        if (Graphs.Length == 1) return 0;
        double held = Math.Floor(time / Every);
        // the division may round up to the next whole number; a graph begins at its product, not before
        if (held * Every > time) held--;
        else if ((held + 1) * Every <= time) held++;
        return (int)(held % Graphs.Length);
    }

    /// <summary>
    /// The global time at which graph <paramref name="graph"/> has been active for <paramref name="active"/> ≥ 0 units:
    /// its full turns and what is left of the next. Never decreasing in <paramref name="active"/>, and always a time at which it is active.
    /// </summary>
    public double ToGlobal(int graph, double active)
    {
        if (Graphs.Length == 1) return active;
        double turns = Math.Floor(active / Every);
        if (turns * Every > active) turns--;
        else if ((turns + 1) * Every <= active) turns++;
        double held = turns * Graphs.Length + graph;
        // rounding must not push it out of its turn
        return Math.Min(held * Every + (active - turns * Every), Math.BitDecrement((held + 1) * Every));
    }

    /// <summary>How long graph <paramref name="graph"/> has been active by a global time ≥ 0.</summary>
    public double ActiveTime(int graph, double time)
    {
        if (Graphs.Length == 1) return time;
        double turn = Every * Graphs.Length, turns = Math.Floor(time / turn);
        return turns * Every + Math.Clamp(time - turns * turn - graph * Every, 0, Every);
    }
}

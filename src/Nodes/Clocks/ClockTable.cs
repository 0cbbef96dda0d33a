using Gossip.Core;
using Gossip.Topology;

namespace Gossip.Nodes.Clocks;

/// <summary>
/// All clocks of a swarm by number: node i's gradient clock is clock i; then come the edges of the schedule's graphs,
/// graph by graph in the order of their edge numbers. A clock's ticks are a stream of its own, keyed by (seed, number),
/// so that everybody who needs them can draw them.
/// </summary>
public sealed class ClockTable
{
    private readonly int[] _graphOf;

    /// <summary>Numbers the clocks of a schedule; those of gradients tick at the nodes' speeds, 1 where none are given, and never where there are none.</summary>
    public ClockTable(Schedule schedule, ulong seed, bool takesGradients = true, IReadOnlyList<double>? speeds = null)
    {
        Schedule = schedule;
        Nodes = schedule.Nodes;
        int count = Nodes + schedule.Graphs.Sum(g => g.Graph.Edges.Length);
        (Rate, Keys, Ends, _graphOf) = (new double[count], new ulong[count], new ClockEnds[count], new int[count]);
        for (int i = 0; i < Nodes; i++) (Rate[i], Ends[i], _graphOf[i]) = (takesGradients ? speeds?[i] ?? 1 : 0, new(i, -1), -1);
        int clock = Nodes;
        for (int k = 0; k < schedule.Graphs.Length; k++)
        {
            RatedGraph graph = schedule.Graphs[k];
            for (int e = 0; e < graph.Rates.Length; e++, clock++)
                (Rate[clock], Ends[clock], _graphOf[clock]) = (graph.Rates[e], new(graph.Graph.Edges[e].I, graph.Graph.Edges[e].J), k);
        }
        for (int c = 0; c < count; c++) Keys[c] = new CounterStream(seed, Purpose.Clock, c).Key;
    }

    private ClockTable(ClockTable from, int[] numbers)
    {
        (Schedule, Nodes, Rate, Keys, _graphOf) = (from.Schedule, from.Nodes, from.Rate, from.Keys, from._graphOf);
        Ends = [.. from.Ends.Select(ends => new ClockEnds(numbers[ends.I], ends.J < 0 ? -1 : numbers[ends.J]))];
    }

    /// <summary>The schedule.</summary>
    public Schedule Schedule { get; }

    /// <summary>Number of nodes; clocks below it are gradient clocks.</summary>
    public int Nodes { get; }

    /// <summary>Number of clocks.</summary>
    public int Count => Rate.Length;

    /// <summary>Ticks per unit of time while the clock runs; 0 where it never ticks.</summary>
    public double[] Rate { get; }

    /// <summary>Keys of the clocks' counter streams.</summary>
    public ulong[] Keys { get; }

    /// <summary>Whose clock it is.</summary>
    public ClockEnds[] Ends { get; }

    /// <summary>True where clocks stop while their graph is not the active one.</summary>
    public bool Varies => Schedule.Graphs.Length > 1;

    /// <summary>The global time at which a clock that runs only while its graph is active shows <paramref name="own"/>.</summary>
    public double ToGlobal(int clock, double own) => _graphOf[clock] < 0 ? own : Schedule.ToGlobal(_graphOf[clock], own);

    /// <summary>
    /// For each of <paramref name="shards"/> sets of nodes, the clocks that touch one of its nodes, ascending. A clock
    /// of an edge between two sets is in both. Nodes of shard −1 are in none.
    /// </summary>
    public int[][] ByShard(int[] shardOf, int shards)
    {
        List<int>[] clocks = new List<int>[shards];
        for (int s = 0; s < shards; s++) clocks[s] = [];
        for (int c = 0; c < Count; c++)
        {
            (int i, int j) = Ends[c];
            if (shardOf[i] >= 0) clocks[shardOf[i]].Add(c);
            if (j >= 0 && shardOf[j] >= 0 && shardOf[j] != shardOf[i]) clocks[shardOf[j]].Add(c);
        }
        return [.. clocks.Select(list => list.ToArray())];
    }

    /// <summary>The same clocks where node i is called <paramref name="numbers"/>[i].</summary>
    internal ClockTable Renumber(int[] numbers) => new(this, numbers);
}

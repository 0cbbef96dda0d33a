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

    /// <summary>Numbers the clocks of a schedule.</summary>
    public ClockTable(Schedule schedule, ulong seed)
    {
        Schedule = schedule;
        Nodes = schedule.Nodes;
        int count = Nodes + schedule.Graphs.Sum(g => g.Graph.Edges.Length);
        (Rate, Keys, I, J, _graphOf) = (new double[count], new ulong[count], new int[count], new int[count], new int[count]);
        for (int i = 0; i < Nodes; i++) (Rate[i], I[i], J[i], _graphOf[i]) = (1, i, -1, -1);
        int clock = Nodes;
        for (int k = 0; k < schedule.Graphs.Length; k++)
        {
            RatedGraph graph = schedule.Graphs[k];
            for (int e = 0; e < graph.Rates.Length; e++, clock++)
                (Rate[clock], I[clock], J[clock], _graphOf[clock]) = (graph.Rates[e], graph.Graph.Edges[e].I, graph.Graph.Edges[e].J, k);
        }
        for (int c = 0; c < count; c++) Keys[c] = new CounterStream(seed, Purpose.Clock, c).Key;
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

    /// <summary>The node of a gradient clock, or the lower end of an edge.</summary>
    public int[] I { get; }

    /// <summary>The higher end of an edge; −1 for a gradient clock.</summary>
    public int[] J { get; }

    /// <summary>True where clocks stop while their graph is not the active one.</summary>
    public bool Varies => Schedule.Graphs.Length > 1;

    /// <summary>The global time at which a clock that runs only while its graph is active shows <paramref name="own"/>.</summary>
    public double ToGlobal(int clock, double own) => _graphOf[clock] < 0 ? own : Schedule.ToGlobal(_graphOf[clock], own);

    /// <summary>
    /// For each of <paramref name="shards"/> sets of nodes, the clocks that touch one of its nodes, ascending. A clock
    /// of an edge between two sets is in both.
    /// </summary>
    public int[][] ByShard(int[] shardOf, int shards)
    {
        List<int>[] clocks = new List<int>[shards];
        for (int s = 0; s < shards; s++) clocks[s] = [];
        for (int c = 0; c < Count; c++)
        {
            clocks[shardOf[I[c]]].Add(c);
            if (J[c] >= 0 && shardOf[J[c]] != shardOf[I[c]]) clocks[shardOf[J[c]]].Add(c);
        }
        return [.. clocks.Select(list => list.ToArray())];
    }
}

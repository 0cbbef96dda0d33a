using System.Collections.Immutable;

namespace Gossip.Topology;

/// <summary>
/// A simple undirected graph on nodes 0…n−1. Immutable. Edges are numbered 0…m−1 in the order of (I, J);
/// that number is the edge's identity everywhere: in rates, in clocks, in plans.
/// </summary>
public sealed class Graph
{
    private readonly int[] _first;
    private readonly Neighbour[] _neighbours;

    /// <summary>Makes a graph; edges may come in any order and direction but not twice, and no node meets itself.</summary>
    public Graph(int nodes, IEnumerable<Edge> edges, string name = "graph")
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(nodes);
        Nodes = nodes;
        Name = name;
        Edge[] sorted = edges.Select(e => Edge.Between(e.I, e.J)).ToArray();
        Array.Sort(sorted);
        for (int e = 0; e < sorted.Length; e++)
        {
            if (sorted[e].I == sorted[e].J || sorted[e].I < 0 || sorted[e].J >= nodes)
                throw new ArgumentException($"edge {sorted[e].I}-{sorted[e].J} is no edge of a graph on {nodes} nodes");
            if (e > 0 && sorted[e] == sorted[e - 1])
                throw new ArgumentException($"edge {sorted[e].I}-{sorted[e].J} is given twice");
        }
        Edges = ImmutableArray.Create(sorted);

        _first = new int[nodes + 1];
        foreach (Edge edge in sorted) { _first[edge.I + 1]++; _first[edge.J + 1]++; }
        for (int i = 0; i < nodes; i++) _first[i + 1] += _first[i];
        _neighbours = new Neighbour[2 * sorted.Length];
        int[] fill = _first[..nodes];
        // lower neighbours come first and in order, because edges are sorted by (I, J)
        for (int e = 0; e < sorted.Length; e++) _neighbours[fill[sorted[e].J]++] = new(sorted[e].I, e);
        for (int e = 0; e < sorted.Length; e++) _neighbours[fill[sorted[e].I]++] = new(sorted[e].J, e);
    }

    /// <summary>Number of nodes n.</summary>
    public int Nodes { get; }

    /// <summary>The edges by number, each once with I &lt; J, sorted.</summary>
    public ImmutableArray<Edge> Edges { get; }

    /// <summary>What it was made from, such as <c>grid:4x4</c>.</summary>
    public string Name { get; }

    /// <summary>Number of neighbours of a node.</summary>
    public int Degree(int node) => _first[node + 1] - _first[node];

    /// <summary>A node's neighbours in ascending order.</summary>
    public ReadOnlySpan<Neighbour> NeighboursOf(int node) =>
        _neighbours.AsSpan(_first[node], _first[node + 1] - _first[node]);

    /// <summary>The number of the edge between two nodes, or −1 where there is none.</summary>
    public int IndexOf(int a, int b)
    {
        ReadOnlySpan<Neighbour> around = NeighboursOf(a);
        int low = 0, high = around.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) >> 1;
            if (around[middle].Node == b) return around[middle].Edge;
            if (around[middle].Node < b) low = middle + 1; else high = middle - 1;
        }
        return -1;
    }
}

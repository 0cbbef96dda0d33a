using Gossip.Core;
using Gossip.Topology;

namespace Gossip.Sdp.FirstOrder;

/// <summary>
/// Where each number of an elimination lies: sparse columns first, then a dense tail. Nodes go by their place in the order;
/// rows of column k are <c>Rows[First[k] … First[k+1])</c>, ascending.
/// </summary>
internal sealed class Shape
{
    private const int LeastTail = 96;
    private const int MostTail = 16_000;

    /// <summary>From this length on, relative to what is left, a column costs less as part of the dense tail.</summary>
    private const double Full = 0.15;

    public Shape(Graph graph)
    {
        Elimination order = Elimination.Of(new Laplacian(RatedGraph.Uniform(graph)), mostFill: 400_000_000, mostWork: double.PositiveInfinity)
            ?? throw TooLarge(graph);
        Nodes = graph.Nodes;
        for (Tail = 0; Tail < order.Tail && Tail < Nodes - LeastTail; Tail++)
            if (order.First[Tail + 1] - order.First[Tail] > Full * (Nodes - Tail)) break;
        if (Nodes - Tail > MostTail) throw TooLarge(graph);
        (Order, First, Rows) = (order.Order, order.First[..(Tail + 1)], order.Rows[..order.First[Tail]]);
        Place = new int[Nodes];
        for (int k = 0; k < Nodes; k++) Place[Order[k]] = k;
        Ends = [.. graph.Edges.Select(e => Place[e.I] < Place[e.J] ? (Place[e.I], Place[e.J]) : (Place[e.J], Place[e.I]))];
        Slot = [.. Ends.Select(e => e.Item1 < Tail ? First[e.Item1] + Rows.AsSpan(First[e.Item1], First[e.Item1 + 1] - First[e.Item1]).BinarySearch(e.Item2) : -1)];
    }

    public int Nodes { get; }

    /// <summary>The place from which on the elimination is dense.</summary>
    public int Tail { get; }

    public int[] Order { get; }

    public int[] Place { get; }

    public int[] First { get; }

    public int[] Rows { get; }

    /// <summary>The places of an edge's ends, the lower first.</summary>
    public (int Low, int High)[] Ends { get; }

    /// <summary>The entry of an edge; −1 where both ends lie in the tail.</summary>
    public int[] Slot { get; }

    private static InputException TooLarge(Graph graph) => InputException.At(graph.Name,
        $"{graph.Nodes} nodes and {graph.Edges.Length} edges whose elimination leaves no sparse part", "a sparser or smaller graph");
}

namespace Gossip.Topology;

/// <summary>An undirected edge between two nodes, the lower id first.</summary>
public readonly record struct Edge(int I, int J) : IComparable<Edge>
{
    /// <summary>The edge between two different nodes given in either order.</summary>
    public static Edge Between(int a, int b) => a < b ? new(a, b) : new(b, a);

    /// <summary>Orders by I, then by J: the order in which a graph numbers its edges.</summary>
    public int CompareTo(Edge other) => I != other.I ? I.CompareTo(other.I) : J.CompareTo(other.J);
}

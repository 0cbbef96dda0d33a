namespace Gossip.Topology;

/// <summary>What is left of a graph when nodes are missing.</summary>
public static class Survivors
{
    /// <summary>
    /// The edges between nodes that are present, on the same node numbers. Where the missing ones have cut the graph
    /// apart, the neighbours of each gap join hands in order of their numbers, with no more edges than it takes: if the
    /// graph was connected, the present nodes are.
    /// </summary>
    public static Graph Of(Graph graph, Func<int, bool> isPresent)
    {
        List<Edge> edges = [.. graph.Edges.Where(e => isPresent(e.I) && isPresent(e.J))];
        UnionFind parts = new(graph.Nodes);
        foreach (Edge edge in edges) parts.Unite(edge.I, edge.J);
        IEnumerable<Edge> missing = graph.Edges.Where(e => !isPresent(e.I) && !isPresent(e.J));
        foreach (int[] gap in Connectivity.Components(graph.Nodes, missing).Where(gap => !isPresent(gap[0])))
        {
            int[] around = [.. gap.SelectMany(i => graph.NeighboursOf(i).ToArray()).Select(n => n.Node).Where(isPresent).Distinct().Order()];
            for (int k = 1; k < around.Length; k++)
                if (parts.Unite(around[k - 1], around[k])) edges.Add(Edge.Between(around[k - 1], around[k]));
        }
        return new(graph.Nodes, edges, graph.Name);
    }
}

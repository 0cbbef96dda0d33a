using Gossip.Core;

namespace Gossip.Topology;

/// <summary>Which nodes can reach which.</summary>
public static class Connectivity
{
    /// <summary>Whether every node reaches every other.</summary>
    public static bool IsConnected(this Graph graph) => graph.Components().Length == 1;

    /// <summary>The connected components, in order of their lowest node, each sorted.</summary>
    public static int[][] Components(this Graph graph) => Components(graph.Nodes, graph.Edges);

    /// <summary>The components of the edges that ever fire, those of rate above zero.</summary>
    public static int[][] Components(this RatedGraph rated) =>
        Components(rated.Graph.Nodes, rated.Graph.Edges.Where((_, e) => rated.Rates[e] > 0));

    /// <summary>The graph itself, or an <see cref="InputException"/> at <paramref name="place"/> where it is not connected.</summary>
    public static Graph Require(Graph graph, string place)
    {
        if (graph.Components() is { Length: > 1 } parts) throw Apart(parts, place);
        return graph;
    }

    /// <summary>Likewise for the edges of rate above zero.</summary>
    public static RatedGraph Require(RatedGraph rated, string place)
    {
        if (rated.Components() is { Length: > 1 } parts) throw Apart(parts, place + " (edges of rate above zero)");
        return rated;
    }

    internal static int[][] Components(int nodes, IEnumerable<Edge> edges)
    {
        UnionFind sets = new(nodes);
        foreach (Edge edge in edges) sets.Unite(edge.I, edge.J);
        return [.. Enumerable.Range(0, nodes).GroupBy(sets.Find).Select(g => g.ToArray())];
    }

    private static InputException Apart(int[][] parts, string place) =>
        InputException.At(place, $"{parts.Length} separate parts (node {parts[0][0]} cannot reach node {parts[1][0]})", "a connected graph");
}

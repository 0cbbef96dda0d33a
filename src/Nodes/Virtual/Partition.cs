using Gossip.Topology;

namespace Gossip.Nodes.Virtual;

/// <summary>Divides the nodes of a graph into shards of neighbours.</summary>
internal sealed class Partition
{
    /// <summary>Walks the graph breadth first and cuts the walk into pieces of <paramref name="nodesEach"/> nodes.</summary>
    public Partition(Graph graph, int nodesEach)
    {
        (ShardOf, LocalOf) = (new int[graph.Nodes], new int[graph.Nodes]);
        Nodes = [.. Walk(graph).Chunk(nodesEach).Select(chunk => chunk.Order().ToArray())];
        for (int s = 0; s < Nodes.Length; s++)
            for (int k = 0; k < Nodes[s].Length; k++) (ShardOf[Nodes[s][k]], LocalOf[Nodes[s][k]]) = (s, k);
    }

    /// <summary>The nodes of each shard, ascending.</summary>
    public int[][] Nodes { get; }

    /// <summary>A node's shard.</summary>
    public int[] ShardOf { get; }

    /// <summary>A node's place within its shard.</summary>
    public int[] LocalOf { get; }

    private static int[] Walk(Graph graph)
    {
        bool[] seen = new bool[graph.Nodes];
        int[] order = new int[graph.Nodes];
        int end = 0;
        for (int root = 0; root < graph.Nodes; root++)
        {
            if (seen[root]) continue;
            seen[root] = true;
            order[end] = root;
            for (int at = end++; at < end; at++)
                foreach (Neighbour neighbour in graph.NeighboursOf(order[at]))
                {
                    if (seen[neighbour.Node]) continue;
                    seen[neighbour.Node] = true;
                    order[end++] = neighbour.Node;
                }
        }
        return order;
    }
}

using Gossip.Topology;

namespace Gossip.Nodes.Virtual;

/// <summary>Divides the nodes of a graph into shards of neighbours.</summary>
internal sealed class Partition
{
    /// <summary>
    /// Walks the first <paramref name="own"/> nodes of a graph breadth first and cuts the walk into pieces of
    /// <paramref name="nodesEach"/> nodes. Other nodes belong to nobody here, which is shard −1.
    /// </summary>
    public Partition(Graph graph, int nodesEach, int own)
    {
        (ShardOf, LocalOf) = (new int[graph.Nodes], new int[graph.Nodes]);
        Array.Fill(ShardOf, -1);
        Nodes = [.. Walk(graph, own).Chunk(nodesEach).Select(chunk => chunk.Order().ToArray())];
        for (int s = 0; s < Nodes.Length; s++)
            for (int k = 0; k < Nodes[s].Length; k++) (ShardOf[Nodes[s][k]], LocalOf[Nodes[s][k]]) = (s, k);
    }

    /// <summary>The nodes of each shard, ascending.</summary>
    public int[][] Nodes { get; }

    /// <summary>A node's shard.</summary>
    public int[] ShardOf { get; }

    /// <summary>A node's place within its shard.</summary>
    public int[] LocalOf { get; }

    private static int[] Walk(Graph graph, int own)
    {
        bool[] seen = new bool[own];
        int[] order = new int[own];
        int end = 0;
        for (int root = 0; root < own; root++)
        {
            if (seen[root]) continue;
            seen[root] = true;
            order[end] = root;
            for (int at = end++; at < end; at++)
                foreach (Neighbour neighbour in graph.NeighboursOf(order[at]))
                {
                    if (neighbour.Node >= own || seen[neighbour.Node]) continue;
                    seen[neighbour.Node] = true;
                    order[end++] = neighbour.Node;
                }
        }
        return order;
    }
}

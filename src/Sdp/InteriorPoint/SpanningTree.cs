using Gossip.Topology;

namespace Gossip.Sdp.InteriorPoint;

/// <summary>
/// A tree of shortest paths from a middle node, an edge being √c_e long: dual feasibility lets the ends of an edge lie that
/// far apart. Nodes are placed in the order of their distance, the root first, so that a parent's place is before its children's.
/// </summary>
internal sealed class SpanningTree
{
    private readonly double[] _distance;

    private SpanningTree(Graph graph, IReadOnlyList<double> costs, int root)
    {
        int n = graph.Nodes, count = 0;
        _distance = new double[n];
        (Place, Node, Parent) = (new int[n], new int[n], new int[n]);
        int[] before = new int[n];
        Array.Fill(_distance, double.PositiveInfinity);
        Array.Fill(Place, -1);
        PriorityQueue<int, (double, int)> queue = new([(root, (0, root))]);
        _distance[root] = 0;
        while (queue.TryDequeue(out int i, out _))
        {
            if (Place[i] >= 0) continue;
            (Place[i], Node[count]) = (count, i);
            Parent[count++] = i == root ? 0 : Place[before[i]];
            foreach (Neighbour v in graph.NeighboursOf(i))
            {
                double distance = _distance[i] + Math.Sqrt(costs[v.Edge]);
                if (Place[v.Node] >= 0 || distance >= _distance[v.Node]) continue;
                (_distance[v.Node], before[v.Node]) = (distance, i);
                queue.Enqueue(v.Node, (distance, v.Node));
            }
        }
        if (count < n) throw new ArgumentException("the graph is not connected");
    }

    /// <summary>A node's place.</summary>
    public int[] Place { get; }

    /// <summary>The node at a place.</summary>
    public int[] Node { get; }

    /// <summary>By place, the parent's place; the root's own for the root, place 0.</summary>
    public int[] Parent { get; }

    /// <summary>The tree from half-way between two nodes that lie far apart.</summary>
    public static SpanningTree Of(Graph graph, IReadOnlyList<double> costs)
    {
        SpanningTree end = new(graph, costs, new SpanningTree(graph, costs, 0).Node[^1]);
        int place = graph.Nodes - 1;
        double half = end._distance[end.Node[place]] / 2;
        while (end._distance[end.Node[place]] > half) place = end.Parent[place];
        return new(graph, costs, end.Node[place]);
    }

    /// <summary>
    /// The way between the ends of an edge as steps from a place to its parent: x_i − x_j = Σ ± (x_p − x_parent(p)), the
    /// place p standing for + and ~p for −.
    /// </summary>
    public int[] Path(Edge edge)
    {
        (int i, int j) = (Place[edge.I], Place[edge.J]);
        List<int> steps = [];
        while (i != j)
        {
            if (i > j) (i, _) = (Parent[i], Take(i));
            else (j, _) = (Parent[j], Take(~j));
        }
        return [.. steps];

        int Take(int step)
        {
            steps.Add(step);
            return step;
        }
    }
}

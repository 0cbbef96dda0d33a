using Gossip.Topology;

namespace Gossip.Experiments.Report;

/// <summary>
/// Which part of a graph a drawing shows, where its nodes lie on paper, and how large they are.
/// Graphs of up to <see cref="MostNodes"/> nodes are shown whole, of larger ones the nodes nearest to the one with most neighbours.
/// </summary>
internal sealed class GraphPlan
{
    /// <summary>So many nodes are drawn at most.</summary>
    public const int MostNodes = 400;

    /// <summary>So many edges are drawn at most, the fastest ones.</summary>
    public const int MostEdges = 3000;

    /// <summary>So many nodes carry their ids at most.</summary>
    public const int MostLabels = 64;

    private const double Tall = 520, Margin = 24, Hop = 110, LeastWidth = 440;

    /// <summary>Plans a drawing that is at most <paramref name="width"/> wide.</summary>
    public GraphPlan(Graph graph, double width)
    {
        Whole = graph;
        Shown = graph.Nodes <= MostNodes ? [.. Enumerable.Range(0, graph.Nodes)] : Around(graph);
        Graph part = graph.Nodes <= MostNodes ? graph : Induced(graph, Shown);
        Point[] layout = StressLayout.Of(part);
        double radius = Shown.Length switch { <= 20 => 13, <= 40 => 11.5, <= MostLabels => 10, <= 150 => 7, _ => 5 };
        double room = width - 2 * Margin - 2 * radius;
        // a hop is as long as its nodes need it, within the paper
        double hop = Math.Max(Hop, Math.Min((2 * radius + 4) / Crowding(layout), 4 * Hop));
        double scale = Math.Min(hop, Math.Min(room / Extent(layout.Select(p => p.X)), (Tall - 2 * Margin - 2 * radius) / Extent(layout.Select(p => p.Y))));
        Point[] places = layout.Select(p => scale * p).ToArray();
        radius = Math.Clamp(0.42 * Crowding(places), Math.Min(radius, Shown.Length <= MostLabels ? 9 : 3), radius);
        Separate(places, 2 * radius + 3);

        // pushed apart, the nodes may need more paper than there is: then everything shrinks
        double fit = Math.Min(1, room / Extent(places.Select(p => p.X)));
        Radius = fit * radius;
        Height = fit * Extent(places.Select(p => p.Y)) + 2 * Radius + 2 * Margin;
        Width = Math.Max(LeastWidth, fit * Extent(places.Select(p => p.X)) + 2 * Radius + 2 * Margin);
        double left = places.Min(p => p.X), right = places.Max(p => p.X), top = places.Min(p => p.Y);
        Places = places.Select(p => new Point(Width / 2 + fit * (p.X - (left + right) / 2), Margin + Radius + fit * (p.Y - top))).ToArray();
        Position = new Dictionary<int, int>(Shown.Select((node, k) => KeyValuePair.Create(node, k)));
        Edges = Enumerable.Range(0, graph.Edges.Length)
            .Where(e => Position.ContainsKey(graph.Edges[e].I) && Position.ContainsKey(graph.Edges[e].J)).ToArray();
    }

    public Graph Whole { get; }

    /// <summary>The nodes that are drawn, by id, ascending.</summary>
    public int[] Shown { get; }

    /// <summary>Where they are drawn, in the order of <see cref="Shown"/>.</summary>
    public Point[] Places { get; }

    /// <summary>The numbers of the edges between them.</summary>
    public int[] Edges { get; }

    public double Radius { get; }
    public double Width { get; }
    public double Height { get; }

    /// <summary>From a node's id to its index in <see cref="Shown"/>.</summary>
    private Dictionary<int, int> Position { get; }

    public Point From(int edge) => Places[Position[Whole.Edges[edge].I]];

    public Point To(int edge) => Places[Position[Whole.Edges[edge].J]];

    private static double Extent(IEnumerable<double> values)
    {
        double[] all = values.ToArray();
        return Math.Max(all.Max() - all.Min(), 1e-9);
    }

    /// <summary>The distance to the nearest other node that a quarter of the nodes stay below.</summary>
    private static double Crowding(Point[] places)
    {
        if (places.Length < 2) return double.PositiveInfinity;
        double[] nearest = places.Select((p, i) => places.Where((_, j) => j != i).Min(q => (q - p).Length)).Order().ToArray();
        return nearest[nearest.Length / 4];
    }

    /// <summary>Breadth first from the node with most neighbours.</summary>
    private static int[] Around(Graph graph)
    {
        int hub = Enumerable.Range(0, graph.Nodes).MaxBy(graph.Degree);
        HashSet<int> seen = [hub];
        Queue<int> queue = new([hub]);
        while (queue.Count > 0 && seen.Count < MostNodes)
            foreach (Neighbour next in graph.NeighboursOf(queue.Dequeue()))
                if (seen.Count < MostNodes && seen.Add(next.Node)) queue.Enqueue(next.Node);
        return [.. seen.Order()];
    }

    private static Graph Induced(Graph graph, int[] nodes)
    {
        Dictionary<int, int> position = new(nodes.Select((node, k) => KeyValuePair.Create(node, k)));
        return new Graph(nodes.Length, graph.Edges
            .Where(e => position.ContainsKey(e.I) && position.ContainsKey(e.J))
            .Select(e => Edge.Between(position[e.I], position[e.J])));
    }

    /// <summary>Pushes nodes apart, pair by pair, until none are nearer than <paramref name="least"/>.</summary>
    private static void Separate(Point[] places, double least)
    {
        for (int round = 0; round < 500; round++)
        {
            bool near = false;
            for (int i = 0; i < places.Length; i++)
                for (int j = i + 1; j < places.Length; j++)
                {
                    Point apart = places[j] - places[i];
                    double length = apart.Length;
                    if (length >= least) continue;
                    near = true;
                    Point push = length > 1e-9 ? (least * 1.01 - length) / 2 / length * apart : new Point(least / 2 * Math.Cos(i), least / 2 * Math.Sin(i));
                    places[i] -= push;
                    places[j] += push;
                }
            if (!near) return;
        }
    }
}

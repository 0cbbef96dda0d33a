using Gossip.Topology;

namespace Gossip.Experiments.Report;

/// <summary>
/// Nodes with the same neighbours (the leaves of a star, the members of a clique) are all equally far from each other,
/// which no plane can show: they would pile up. Here they get distances that a plane can show, those of a circle.
/// </summary>
internal static class Twins
{
    private const int Fewest = 4;

    /// <summary>Replaces the distances within each group of twins by chords of a circle on which they stand by id.</summary>
    public static void Spread(Graph graph, double[,] distances)
    {
        foreach (int[] group in Groups(graph, closed: false)) Circle(group, group.Length, 1, distances);
        foreach (int[] clique in Groups(graph, closed: true))
        {
            // what they all are tied to has its place on the circle too
            int gates = graph.Degree(clique[0]) - (clique.Length - 1);
            Circle(clique, clique.Length + gates, 0.85, distances);
        }
    }

    private static IEnumerable<int[]> Groups(Graph graph, bool closed) => Enumerable.Range(0, graph.Nodes)
        .Where(node => graph.Degree(node) > 0)
        .GroupBy(node => string.Join(' ', Around(graph, node, closed)))
        .Select(group => group.ToArray())
        .Where(group => group.Length >= Fewest);

    private static IEnumerable<int> Around(Graph graph, int node, bool closed)
    {
        IEnumerable<int> neighbours = graph.NeighboursOf(node).ToArray().Select(next => next.Node);
        return closed ? neighbours.Append(node).Order() : neighbours;
    }

    private static void Circle(int[] group, int places, double radius, double[,] distances)
    {
        for (int a = 0; a < group.Length; a++)
            for (int b = 0; b < a; b++)
                distances[group[a], group[b]] = distances[group[b], group[a]] = 2 * radius * Math.Sin(Math.PI * (a - b) / places);
    }
}

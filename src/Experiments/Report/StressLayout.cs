using Gossip.Core;
using Gossip.Topology;

namespace Gossip.Experiments.Report;

/// <summary>
/// Places a graph's nodes so that distances on paper are as near as can be to distances in hops: minimises the stress
/// Σ d_ij⁻² (|p_i − p_j| − d_ij)² by majorisation, node after node (Gansner, Koren and North, 2004). Starts from the
/// two leading axes of classical scaling. Knows only the topology, so that two plans for one graph look alike.
/// One unit of length is one hop. Memory n², meant for a few hundred nodes.
/// </summary>
internal static class StressLayout
{
    private const int Sweeps = 400, PairVisits = 30_000_000;

    /// <summary>A place for each node; the same graph always gives the same places.</summary>
    public static Point[] Of(Graph graph)
    {
        double[,] ideal = Distances(graph);
        Twins.Spread(graph, ideal);
        Point[] places = ClassicalScaling(ideal);
        int sweeps = Math.Min(Sweeps, PairVisits / (graph.Nodes * graph.Nodes));
        for (int sweep = 0; sweep < sweeps; sweep++)
            if (Sweep(places, ideal) < 1e-3) break;
        return Upright.Turn(graph, places);
    }

    /// <summary>Moves each node once to where its bounds on the stress are least; returns the longest move.</summary>
    private static double Sweep(Point[] places, double[,] ideal)
    {
        double longest = 0;
        for (int i = 0; i < places.Length; i++)
        {
            (double xi, double yi) = (places[i].X, places[i].Y);
            double x = 0, y = 0, weights = 0;
            for (int j = 0; j < places.Length; j++)
            {
                if (j == i) continue;
                double d = ideal[i, j], w = 1 / (d * d);
                double dx = xi - places[j].X, dy = yi - places[j].Y;
                double stretch = d / Math.Max(Math.Sqrt(dx * dx + dy * dy), 1e-9);
                x += w * (places[j].X + stretch * dx);
                y += w * (places[j].Y + stretch * dy);
                weights += w;
            }
            if (weights == 0) continue;
            Point next = new(x / weights, y / weights);
            longest = Math.Max(longest, (next - places[i]).Length);
            places[i] = next;
        }
        return longest;
    }

    /// <summary>Hops between all pairs; parts that are not connected lie two hops more than the longest way apart.</summary>
    private static double[,] Distances(Graph graph)
    {
        int n = graph.Nodes;
        double[,] hops = new double[n, n];
        int[] queue = new int[n];
        double longest = 0;
        for (int source = 0; source < n; source++)
        {
            for (int j = 0; j < n; j++) hops[source, j] = -1;
            hops[source, source] = 0;
            int tail = 1;
            queue[0] = source;
            for (int head = 0; head < tail; head++)
                foreach (Neighbour next in graph.NeighboursOf(queue[head]))
                {
                    if (hops[source, next.Node] >= 0) continue;
                    hops[source, next.Node] = hops[source, queue[head]] + 1;
                    queue[tail++] = next.Node;
                }
            longest = Math.Max(longest, hops[source, queue[tail - 1]]);
        }
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++)
                if (hops[i, j] < 0) hops[i, j] = longest + 2;
        return hops;
    }

    /// <summary>Coordinates along the two leading eigenvectors of −½ J D² J, by orthogonal iteration.</summary>
    private static Point[] ClassicalScaling(double[,] ideal)
    {
        int n = ideal.GetLength(0);
        double[] mean = new double[n];
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++) mean[i] += ideal[i, j] * ideal[i, j] / n;
        double all = mean.Average();
        double[,] gram = new double[n, n];
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++) gram[i, j] = -0.5 * (ideal[i, j] * ideal[i, j] - mean[i] - mean[j] + all);

        Draws draws = new CounterStream(0, Purpose.Layout).From();
        double[][] axes = [new double[n], new double[n]];
        foreach (double[] axis in axes)
            for (int i = 0; i < n; i++) axis[i] = draws.Uniform() - 0.5;
        double[] size = new double[2];
        for (int round = 0; round < 60; round++)
            for (int a = 0; a < 2; a++)
            {
                double[] next = new double[n];
                for (int i = 0; i < n; i++)
                    for (int j = 0; j < n; j++) next[i] += gram[i, j] * axes[a][j];
                if (a == 1)
                {
                    double along = Dot(next, axes[0]);
                    for (int i = 0; i < n; i++) next[i] -= along * axes[0][i];
                }
                size[a] = Math.Sqrt(Dot(next, next));
                for (int i = 0; i < n; i++) axes[a][i] = size[a] > 1e-12 ? next[i] / size[a] : draws.Uniform() - 0.5;
            }
        // a path has one axis only: a little noise lets the second unfold where it helps
        return Enumerable.Range(0, n)
            .Select(i => new Point(Math.Sqrt(size[0]) * axes[0][i], Math.Sqrt(size[1]) * axes[1][i] + 1e-3 * (draws.Uniform() - 0.5)))
            .ToArray();
    }

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }
}

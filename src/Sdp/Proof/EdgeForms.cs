using Gossip.Topology;

namespace Gossip.Sdp.Proof;

/// <summary>Forms of G = Λ⁺ on every edge, from one column of G a node and one more solution of that.</summary>
internal sealed class EdgeForms
{
    /// <summary>
    /// R_e = eᵀGe, and where a <paramref name="second"/> form is wanted eᵀGMGe with M = Σ <paramref name="weights"/>_f ffᵀ, or
    /// M = I without weights.
    /// </summary>
    public EdgeForms(Graph graph, IPseudoInverse g, bool second, IReadOnlyList<double>? weights = null)
    {
        int n = graph.Nodes, m = graph.Edges.Length;
        (double[] own, double[] ownSecond, double[] cross, double[] crossSecond) = (new double[n], new double[n], new double[m], new double[m]);
        Parallel.For(0, n, i =>
        {
            double[] column = new double[n], twice = new double[n];
            Array.Fill(column, -1.0 / n);
            column[i] += 1;
            g.Solve(column, column);
            own[i] = column[i];
            foreach (Neighbour v in graph.NeighboursOf(i))
                if (v.Node > i) cross[v.Edge] = column[v.Node];
            if (!second) return;
            Multiply(graph, weights, column, twice);
            g.Solve(twice, twice);
            ownSecond[i] = twice[i];
            foreach (Neighbour v in graph.NeighboursOf(i))
                if (v.Node > i) crossSecond[v.Edge] = twice[v.Node];
        });
        Trace = own.Sum();
        Resistances = Forms(own, cross);
        Second = Forms(ownSecond, crossSecond);

        double[] Forms(double[] diagonal, double[] off) => [.. graph.Edges.Select((e, k) => diagonal[e.I] + diagonal[e.J] - 2 * off[k])];
    }

    /// <summary>R_e by edge.</summary>
    public double[] Resistances { get; }

    /// <summary>eᵀGMGe by edge.</summary>
    public double[] Second { get; }

    /// <summary>Tr G.</summary>
    public double Trace { get; }

    private static void Multiply(Graph graph, IReadOnlyList<double>? weights, double[] x, double[] y)
    {
        if (weights is null)
        {
            x.CopyTo(y, 0);
            return;
        }
        for (int f = 0; f < weights.Count; f++)
        {
            double flow = weights[f] * (x[graph.Edges[f].I] - x[graph.Edges[f].J]);
            y[graph.Edges[f].I] += flow;
            y[graph.Edges[f].J] -= flow;
        }
    }
}

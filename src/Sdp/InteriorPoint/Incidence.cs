using System.Runtime.Intrinsics;
using Gossip.Sdp.Algebra;

namespace Gossip.Sdp.InteriorPoint;

/// <summary>
/// The edges of a graph as columns e = e_i − e_j, and what is made of them: Laplacians and forms eᵀMf. Matrices on the
/// vectors that sum to zero are kept in the coordinates of a spanning tree, one for each of its n−1 edges, where they are
/// well scaled: x ↦ the differences x_p − x_parent(p) for potentials x, and e ↦ the signed path that joins its ends. A
/// Laplacian Σ w_e eeᵀ is Σ w_e p_e p_eᵀ there, and a dual Z = Σ zzᵀ is the same sum over the differences of z.
/// </summary>
internal sealed unsafe class Incidence
{
    private readonly SpanningTree _tree;
    private readonly int[] _i, _j;
    private readonly int[][] _paths;

    public Incidence(RateProgram program)
    {
        (Nodes, Edges) = (program.Graph.Nodes, program.Graph.Edges.Length);
        _tree = SpanningTree.Of(program.Graph, program.Costs);
        _i = [.. program.Graph.Edges.Select(e => _tree.Place[e.I])];
        _j = [.. program.Graph.Edges.Select(e => _tree.Place[e.J])];
        _paths = [.. program.Graph.Edges.Select(_tree.Path)];
        Identity = new(Rank, Rank);
        int[] below = [.. Enumerable.Repeat(1, Nodes)];
        for (int p = Nodes - 1; p > 0; p--) below[_tree.Parent[p]] += below[p];
        for (int p = 1; p < Nodes; p++)
            for (int q = 1; q <= p; q++)
                Identity[p - 1, q - 1] = Identity[q - 1, p - 1] = (IsAbove(q, p) ? below[p] : 0) - (double)below[p] * below[q] / Nodes;
    }

    public int Nodes { get; }

    public int Edges { get; }

    /// <summary>n − 1, the size of matrices in the tree's coordinates.</summary>
    public int Rank => Nodes - 1;

    /// <summary>Π = I − 11ᵀ/n in the tree's coordinates.</summary>
    public Dense Identity { get; }

    private bool IsAbove(int q, int p)
    {
        while (p > q) p = _tree.Parent[p];
        return p == q;
    }

    /// <summary>M ← Σ w_e eeᵀ.</summary>
    public void Laplacian(ReadOnlySpan<double> w, Dense m)
    {
        m.Clear();
        for (int e = 0; e < Edges; e++)
        {
            int[] path = _paths[e];
            foreach (int a in path)
                foreach (int b in path)
                    if (At(b) <= At(a)) m[At(a), At(b)] += (a ^ b) < 0 ? -w[e] : w[e];
        }
        m.MirrorLower();
    }

    /// <summary>M ← Σ w_e eeᵀ.</summary>
    public void Laplacian(ReadOnlySpan<double> w, Precise m)
    {
        m.Clear();
        for (int e = 0; e < Edges; e++)
            foreach (int a in _paths[e])
                foreach (int b in _paths[e])
                    m.Add(At(a), At(b), (a ^ b) < 0 ? -w[e] : w[e]);
    }

    /// <summary>eᵀMe for every edge, M symmetric.</summary>
    public void Forms(Dense m, Span<double> forms)
    {
        for (int e = 0; e < Edges; e++)
        {
            double sum = 0;
            int[] path = _paths[e];
            for (int k = 0; k < path.Length; k++)
            {
                ReadOnlySpan<double> row = m.Row(At(path[k]));
                sum += row[At(path[k])];
                for (int l = 0; l < k; l++)
                    sum += 2 * ((path[k] ^ path[l]) < 0 ? -row[At(path[l])] : row[At(path[l])]);
            }
            forms[e] = sum;
        }
    }

    private static int At(int step) => (step < 0 ? ~step : step) - 1;

    /// <summary>
    /// X (n × n, a row a place, all rows and columns summing to zero) ← the matrix on nodes of one in the tree's coordinates
    /// that acts on Laplacians: Z, or an inverse.
    /// </summary>
    public void Expand(Dense m, Dense x)
    {
        double[] row = new double[Nodes];
        x.Row(0).Clear();
        for (int p = 1; p < Nodes; p++)
        {
            ReadOnlySpan<double> from = m.Row(p - 1);
            for (int q = 1; q < Nodes; q++) row[q] = row[_tree.Parent[q]] + from[q - 1];
            row.CopyTo(x.Row(p));
            Rows.AddScaled(1, x.Row(_tree.Parent[p]), x.Row(p));
        }
        x.Centre();
    }

    /// <summary>Potentials by node, summing to zero, from their differences along the tree.</summary>
    public double[] Expand(ReadOnlySpan<double> differences)
    {
        double[] x = new double[Nodes];
        for (int p = 1; p < Nodes; p++) x[_tree.Node[p]] = x[_tree.Node[_tree.Parent[p]]] + differences[p - 1];
        double mean = x.Average();
        for (int i = 0; i < Nodes; i++) x[i] -= mean;
        return x;
    }

    /// <summary>(Ae)ᵀ(Be) for every edge, A and B expanded.</summary>
    public void InnerForms(Dense a, Dense b, Span<double> forms)
    {
        int n = Nodes;
        fixed (double* x = new double[n], y = new double[n])
            for (int e = 0; e < Edges; e++)
            {
                Rows.Subtract(a.RowAt(_i[e]), a.RowAt(_j[e]), x, n);
                Rows.Subtract(b.RowAt(_i[e]), b.RowAt(_j[e]), y, n);
                forms[e] = Rows.Dot(x, y, n);
            }
    }

    /// <summary>H_ef ← H_ef + factor (eᵀAf)(eᵀBf) for f ≤ e.</summary>
    public void AddHadamard(Dense h, double factor, Dense a, Dense b)
    {
        double[] row = new double[Nodes];
        fixed (double* potentials = new double[4 * Nodes])
        fixed (int* tails = _i, heads = _j)
            for (int e = 0; e < Edges; e++)
            {
                Potentials(e, a, row, potentials, 4);
                Potentials(e, b, row, potentials + 2, 4);
                double* to = h.RowAt(e);
                for (int f = 0; f <= e; f++)
                {
                    Vector256<double> d = Vector256.Load(potentials + 4 * tails[f]) - Vector256.Load(potentials + 4 * heads[f]);
                    to[f] += factor * (d[0] + d[1]) * (d[2] + d[3]);
                }
            }
    }

    /// <summary>Rows of Q = K∘K, K_ef = eᵀΛ⁻¹f, for chosen f, each times a factor.</summary>
    public void SquaredRows(Dense inverse, ReadOnlySpan<int> chosen, ReadOnlySpan<double> factors, Dense rows)
    {
        double[] row = new double[Nodes];
        fixed (double* potentials = new double[2 * Nodes])
        fixed (int* tails = _i, heads = _j)
            for (int r = 0; r < chosen.Length; r++)
            {
                Potentials(chosen[r], inverse, row, potentials, 2);
                double* to = rows.RowAt(r);
                for (int e = 0; e < Edges; e++)
                {
                    Vector128<double> d = Vector128.Load(potentials + 2 * tails[e]) - Vector128.Load(potentials + 2 * heads[e]);
                    double k = d[0] + d[1];
                    to[e] = factors[r] * k * k;
                }
            }
    }

    /// <summary>
    /// Potentials by place, the root's being zero, whose difference over an edge f is eᵀMf. They are sums from the root on,
    /// in two doubles each, <paramref name="stride"/> apart: the difference may be tiny beside them.
    /// </summary>
    private void Potentials(int e, Dense m, double[] row, double* to, int stride)
    {
        Array.Clear(row);
        foreach (int step in _paths[e]) Rows.AddScaled(step < 0 ? -1 : 1, m.Row(At(step)), row.AsSpan(0, Rank));
        (to[0], to[1]) = (0, 0);
        int[] parent = _tree.Parent;
        for (int p = 1; p < Nodes; p++)
        {
            double high = to[parent[p] * stride], low = to[parent[p] * stride + 1], x = row[p - 1], sum = high + x, part = sum - high;
            to[p * stride] = sum;
            to[p * stride + 1] = low + ((high - (sum - part)) + (x - part));
        }
    }
}

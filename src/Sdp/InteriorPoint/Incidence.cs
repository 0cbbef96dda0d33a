using Gossip.Sdp.Algebra;
using Gossip.Topology;

namespace Gossip.Sdp.InteriorPoint;

/// <summary>The edges of a graph as columns e = e_i − e_j, and what is made of them: Laplacians and forms eᵀMf.</summary>
internal sealed unsafe class Incidence
{
    private readonly int[] _i, _j;

    public Incidence(Graph graph)
    {
        (Nodes, Edges) = (graph.Nodes, graph.Edges.Length);
        _i = [.. graph.Edges.Select(e => e.I)];
        _j = [.. graph.Edges.Select(e => e.J)];
    }

    public int Nodes { get; }

    public int Edges { get; }

    /// <summary>M ← Σ w_e eeᵀ.</summary>
    public void Laplacian(ReadOnlySpan<double> w, Dense m)
    {
        m.Clear();
        for (int e = 0; e < Edges; e++)
        {
            (int i, int j) = (_i[e], _j[e]);
            m[i, i] += w[e];
            m[j, j] += w[e];
            m[i, j] -= w[e];
            m[j, i] -= w[e];
        }
    }

    /// <summary>Y ← (Σ w_e eeᵀ) X, row by row.</summary>
    public void Multiply(ReadOnlySpan<double> w, Dense x, Dense y)
    {
        y.Clear();
        int width = x.Columns;
        fixed (double* d = new double[width])
            for (int e = 0; e < Edges; e++)
            {
                if (w[e] == 0) continue;
                Rows.Subtract(x.RowAt(_i[e]), x.RowAt(_j[e]), d, width);
                Rows.AddScaled(w[e], d, y.RowAt(_i[e]), width);
                Rows.AddScaled(-w[e], d, y.RowAt(_j[e]), width);
            }
    }

    /// <summary>y ← (Σ w_e eeᵀ) x.</summary>
    public void Multiply(ReadOnlySpan<double> w, ReadOnlySpan<double> x, Span<double> y)
    {
        y.Clear();
        for (int e = 0; e < Edges; e++)
        {
            double flow = w[e] * (x[_i[e]] - x[_j[e]]);
            y[_i[e]] += flow;
            y[_j[e]] -= flow;
        }
    }

    /// <summary>eᵀMe for every edge, M symmetric.</summary>
    public void Forms(Dense m, Span<double> forms)
    {
        for (int e = 0; e < Edges; e++) forms[e] = m[_i[e], _i[e]] + m[_j[e], _j[e]] - 2 * m[_i[e], _j[e]];
    }

    /// <summary>(Ae)ᵀ(Be) for every edge, A and B symmetric.</summary>
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
        int n = Nodes;
        fixed (double* pairs = new double[2 * n])
        fixed (int* tails = _i, heads = _j)
            for (int e = 0; e < Edges; e++)
            {
                double* ai = a.RowAt(_i[e]), aj = a.RowAt(_j[e]), bi = b.RowAt(_i[e]), bj = b.RowAt(_j[e]);
                for (int k = 0; k < n; k++)
                {
                    pairs[2 * k] = factor * (ai[k] - aj[k]);
                    pairs[2 * k + 1] = bi[k] - bj[k];
                }
                double* row = h.RowAt(e);
                for (int f = 0; f <= e; f++)
                {
                    double* tail = pairs + 2 * tails[f], head = pairs + 2 * heads[f];
                    row[f] += (tail[0] - head[0]) * (tail[1] - head[1]);
                }
            }
    }

    /// <summary>Rows of Q = K∘K, K_ef = eᵀGf, for chosen f, each times a factor.</summary>
    public void SquaredRows(Dense g, ReadOnlySpan<int> chosen, ReadOnlySpan<double> factors, Dense rows)
    {
        fixed (double* x = new double[Nodes])
        fixed (int* tails = _i, heads = _j)
            for (int r = 0; r < chosen.Length; r++)
            {
                Rows.Subtract(g.RowAt(_i[chosen[r]]), g.RowAt(_j[chosen[r]]), x, Nodes);
                double* row = rows.RowAt(r);
                for (int e = 0; e < Edges; e++)
                {
                    double k = x[tails[e]] - x[heads[e]];
                    row[e] = factors[r] * k * k;
                }
            }
    }
}

namespace Gossip.Topology;

/// <summary>
/// The elimination of a connected Laplacian, Λ = LDLᵀ with L = I − Pᵀ: sparse columns in the order of an
/// <see cref="Elimination"/>, then a dense tail. Works without subtractions (see <see cref="DenseTail"/>): column k keeps the rates
/// w_ik to the nodes eliminated after k, and p_ik = w_ik / d_k with d_k = Σ_i w_ik.
/// </summary>
public sealed class LaplacianFactor : ILaplacianSolver
{
    private readonly Elimination _shape;
    private readonly int[] _place;
    private readonly double[] _w;
    private readonly double[] _d;
    private readonly DenseTail _tail;

    private LaplacianFactor(Laplacian laplacian, Elimination shape)
    {
        _shape = shape;
        int n = laplacian.Nodes;
        _place = new int[n];
        for (int k = 0; k < n; k++) _place[shape.Order[k]] = k;
        _w = new double[shape.Rows.Length];
        _d = new double[shape.Tail];
        _tail = new DenseTail(n - shape.Tail);
        FactorColumns(laplacian);
        _tail.Factor();
    }

    /// <summary>
    /// Factors, or gives null where that would take more than <paramref name="mostFill"/> entries or about <paramref name="mostWork"/> multiplications.
    /// </summary>
    public static LaplacianFactor? Of(Laplacian laplacian, long mostFill = 50_000_000, double mostWork = 1e11) =>
        Elimination.Of(laplacian, mostFill, mostWork) is { } shape ? new(laplacian, shape) : null;

    /// <summary>Entries that a solve goes through.</summary>
    internal long Entries => _w.Length + (long)_tail.Size * _tail.Size / 2;

    /// <inheritdoc/>
    public void Solve(ReadOnlySpan<double> b, Span<double> x)
    {
        double[] y = new double[b.Length];
        for (int i = 0; i < b.Length; i++) y[_place[i]] = b[i];
        for (int k = 0; k < _shape.Tail; k++)
        {
            double share = y[k] / _d[k];
            for (int e = _shape.First[k]; e < _shape.First[k + 1]; e++) y[_shape.Rows[e]] += _w[e] * share;
        }
        _tail.Solve(y.AsSpan(_shape.Tail));
        for (int k = _shape.Tail - 1; k >= 0; k--)
        {
            double sum = y[k];
            for (int e = _shape.First[k]; e < _shape.First[k + 1]; e++) sum += _w[e] * y[_shape.Rows[e]];
            y[k] = sum / _d[k];
        }
        for (int i = 0; i < x.Length; i++) x[i] = y[_place[i]];
        Vectors.Centre(x);
    }

    /// <summary>R_e between the ends of each edge of a graph on the same nodes whose edges Λ may fill (its own edges always).</summary>
    internal double[] Resistances(Graph graph)
    {
        int tail = _shape.Tail, stride = _tail.Stride;
        double[] dense = _tail.Resistances(), sparse = SparseResistances(dense);
        double[] result = new double[graph.Edges.Length];
        for (int e = 0; e < result.Length; e++)
        {
            int a = _place[graph.Edges[e].I], b = _place[graph.Edges[e].J];
            (int k, int row) = a < b ? (a, b) : (b, a);
            result[e] = k >= tail
                ? dense[(k - tail) * stride + row - tail]
                : sparse[_shape.First[k] + Column(k).BinarySearch(row)];
        }
        return result;
    }

    private ReadOnlySpan<int> Column(int k) => _shape.Rows.AsSpan(_shape.First[k], _shape.First[k + 1] - _shape.First[k]);

    private void FactorColumns(Laplacian laplacian)
    {
        int tail = _shape.Tail;
        int[] first = _shape.First, rows = _shape.Rows, at = new int[tail], chain = new int[tail], waiting = new int[tail];
        Array.Fill(waiting, -1);
        double[] column = new double[laplacian.Nodes];
        for (int k = 0; k < tail; k++)
        {
            Scatter(laplacian, k, (row, rate) => column[row] = rate);
            // the earlier columns whose next row is k
            for (int j = waiting[k], next; j >= 0; j = next)
            {
                next = chain[j];
                double share = _w[at[j]] / _d[j];
                for (int e = ++at[j]; e < first[j + 1]; e++) column[rows[e]] += _w[e] * share;
                Wait(j);
            }
            for (int e = first[k]; e < first[k + 1]; e++)
            {
                _d[k] += _w[e] = column[rows[e]];
                column[rows[e]] = 0;
            }
            at[k] = first[k];
            Wait(k);
        }
        for (int k = tail; k < laplacian.Nodes; k++)
            Scatter(laplacian, k, (row, rate) => _tail.Row(k - tail)[row - tail] = rate);
        // what is left of each column lies in the tail
        for (int j = 0; j < tail; j++)
        {
            for (int e = at[j]; e < first[j + 1]; e++)
            {
                Span<double> row = _tail.Row(rows[e] - tail);
                double share = _w[e] / _d[j];
                for (int f = e + 1; f < first[j + 1]; f++) row[rows[f] - tail] += share * _w[f];
            }
        }

        void Wait(int j)
        {
            if (at[j] == first[j + 1] || rows[at[j]] >= tail) return;
            int k = rows[at[j]];
            (chain[j], waiting[k]) = (waiting[k], j);
        }
    }

    private void Scatter(Laplacian laplacian, int k, Action<int, double> put)
    {
        ReadOnlySpan<int> columns = laplacian.Columns(_shape.Order[k]);
        ReadOnlySpan<double> rates = laplacian.Rates(_shape.Order[k]);
        for (int e = 0; e < columns.Length; e++)
            if (_place[columns[e]] > k) put(_place[columns[e]], rates[e]);
    }

    /// <summary>The recurrence of <see cref="DenseTail.Resistances"/> on the filled entries, which is closed (Takahashi, Fagan and Chin, 1973).</summary>
    private double[] SparseResistances(double[] dense)
    {
        int tail = _shape.Tail, stride = _tail.Stride;
        int[] first = _shape.First, rows = _shape.Rows, slot = new int[_place.Length];
        Array.Fill(slot, -1);
        double[] r = new double[rows.Length], p = [], s = [];
        for (int k = tail - 1; k >= 0; k--)
        {
            ReadOnlySpan<int> column = Column(k);
            if (p.Length < column.Length) (p, s) = (new double[2 * column.Length], new double[2 * column.Length]);
            for (int a = 0; a < column.Length; a++)
            {
                (p[a], s[a]) = (_w[first[k] + a] / _d[k], 0);
                slot[column[a]] = a;
            }
            for (int a = 0; a < column.Length; a++)
            {
                int i = column[a];
                if (i < tail)
                {
                    for (int e = first[i]; e < first[i + 1]; e++)
                        if (slot[rows[e]] is int b and >= 0) (s[a], s[b]) = (s[a] + p[b] * r[e], s[b] + p[a] * r[e]);
                    continue;
                }
                int start = (i - tail) * stride - tail;
                for (int b = a + 1; b < column.Length; b++)
                {
                    double between = dense[start + column[b]];
                    (s[a], s[b]) = (s[a] + p[b] * between, s[b] + p[a] * between);
                }
            }
            double shift = 1 / _d[k] - Vectors.Dot(p.AsSpan(0, column.Length), s.AsSpan(0, column.Length)) / 2;
            for (int a = 0; a < column.Length; a++)
            {
                r[first[k] + a] = s[a] + shift;
                slot[column[a]] = -1;
            }
        }
        return r;
    }
}

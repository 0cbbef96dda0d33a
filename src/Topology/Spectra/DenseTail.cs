namespace Gossip.Topology;

/// <summary>
/// The part of a Laplacian's elimination that is treated as a full matrix. Row k holds, right of the diagonal, the
/// rates w_kj between k and the later nodes at the moment when k is eliminated; d_k = Σ_j w_kj. Eliminating k adds
/// w_ki w_kj / d_k to w_ij (star to mesh). Nothing is ever subtracted, so every entry is accurate to a few roundings however
/// far apart the rates are (Grassmann, Taksar and Heyman, 1985).
/// </summary>
internal sealed unsafe class DenseTail
{
    private const int Block = DenseProduct.Block;
    private readonly double[] _w;
    private readonly double[] _d;

    public DenseTail(int size)
    {
        Size = size;
        // an odd number of cache lines, so that a column does not fall on one set
        Stride = ((size + DenseProduct.Panel - 1) / DenseProduct.Panel * DenseProduct.Panel) | 8;
        _w = New();
        _d = new double[size];
    }

    public int Size { get; }
    public int Stride { get; }

    /// <summary>Row k of w, all columns; those up to k are free memory.</summary>
    public Span<double> Row(int k) => _w.AsSpan(k * Stride, Size);

    /// <summary>Eliminates every node but the last, the ground.</summary>
    public void Factor()
    {
        double[] ratios = new double[(long)(Size + 4) * Block];
        fixed (double* w = _w, ratio = ratios)
        {
            for (int from = 0; from < Size; from += Block)
            {
                int to = Math.Min(from + Block, Size);
                for (int k = from; k < to; k++)
                {
                    Span<double> row = Row(k)[(k + 1)..];
                    for (int m = from; m < k; m++)
                        Vectors.Add(_w[m * Stride + k] / _d[m], Row(m)[(k + 1)..], row);
                    _d[k] = Vectors.Sum(row);
                }
                for (int i = to; i < Size; i++)
                    for (int m = from; m < to; m++) ratio[(i - to) * Block + m - from] = _w[m * Stride + i] / _d[m];
                if (to < Size)
                    DenseProduct.Add(w + to * Stride + to, Stride, ratio, Block, w + from * Stride + to, Stride, Size - to, to - from, Size - to, upper: true);
            }
        }
    }

    /// <summary>The forward and the backward half of a solve, in place; the ground gets potential zero.</summary>
    public void Solve(Span<double> x)
    {
        for (int k = 0; k < Size - 1; k++) Vectors.Add(x[k] / _d[k], Row(k)[(k + 1)..], x[(k + 1)..]);
        x[Size - 1] = 0;
        for (int k = Size - 2; k >= 0; k--) x[k] = (x[k] + Vectors.Dot(Row(k)[(k + 1)..], x[(k + 1)..])) / _d[k];
    }

    /// <summary>
    /// The effective resistance between every two nodes, Size rows of Stride. Backwards from the ground, with p_j = w_kj / d_k
    /// and s_j = Σ_i p_i R_ij over the later nodes: R_kj = 1/d_k + s_j − ½ Σ_i p_i s_i.
    /// </summary>
    public double[] Resistances()
    {
        double[] resistances = New(), probabilities = new double[Block * Stride];
        fixed (double* r = resistances, p = probabilities)
        {
            for (int from = (Size - 1) / Block * Block; from >= 0; from -= Block)
            {
                int to = Math.Min(from + Block, Size);
                Array.Clear(probabilities);
                for (int k = from; k < Math.Min(to, Size - 1); k++)
                    Vectors.Add(1 / _d[k], Row(k)[(k + 1)..], P(k)[(k + 1)..]);
                if (to < Size)
                    DenseProduct.Add(r + from * Stride + to, Stride, p + to, Stride, r + to * Stride + to, Stride, to - from, Size - to, Size - to);
                for (int k = Math.Min(to, Size - 1) - 1; k >= from; k--)
                {
                    // s over the later blocks is there from the product but for this block's own nodes
                    Span<double> row = R(k), later = row[to..];
                    for (int m = k + 1; m < to; m++) Vectors.Add(P(k)[m], R(m)[to..], later);
                    for (int j = k + 1; j < to; j++)
                        row[j] = Vectors.Dot(P(k)[to..], R(j)[to..]) + Vectors.Dot(P(k)[(k + 1)..to], R(j)[(k + 1)..to]);
                    double shift = 1 / _d[k] - Vectors.Dot(P(k)[(k + 1)..], row[(k + 1)..]) / 2;
                    for (int j = k + 1; j < Size; j++) row[j] += shift;
                    for (int j = k + 1; j < to; j++) R(j)[k] = row[j];
                }
                for (int j = to; j < Size; j++)
                    for (int k = from; k < to; k++) r[j * Stride + k] = r[k * Stride + j];

                Span<double> P(int k) => probabilities.AsSpan((k - from) * Stride, Size);
            }
        }
        return resistances;

        Span<double> R(int k) => resistances.AsSpan(k * Stride, Size);
    }

    // four rows beyond the last, for the product's rounding up
    private double[] New() => GC.AllocateArray<double>(checked((Size + 4) * Stride), pinned: true);
}

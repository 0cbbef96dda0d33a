using Gossip.Topology;

namespace Gossip.Methods.Predictions;

/// <summary>
/// The generator M of the mean deviation from the limit, d E[s]/dt = M E[s], over all rows, nodes and dimensions:
/// <code>
/// M = (A + J) ⊗ I + g aᵀ ⊗ diag(Hᵢ) + e cᵀ ⊗ (Λ ⊗ I)
/// </code>
/// (of dual methods H stands in the last term instead). Entry (r, i, k) of a vector, row r of node i, has the index (rn + i)d + k. M is never formed.
/// </summary>
internal sealed class MeanOperator
{
    private const int Held = 40, Products = 4000;

    public MeanOperator(RowSystem system, RatedGraph rated, IReadOnlyList<double[]> hessians, int dimension)
    {
        (System, Rated, Hessians, Dimension) = (system, rated, hessians, dimension);
        (Nodes, Size) = (hessians.Count, system.Rows * hessians.Count * dimension);
        Shift = 2 * (1 + system.Mean(1, 2 * new Laplacian(rated).Degrees.ToArray().Max()).L1Norm());
    }

    public RowSystem System { get; }

    public RatedGraph Rated { get; }

    /// <summary>Hᵢ row by row, of length d².</summary>
    public IReadOnlyList<double[]> Hessians { get; }

    public int Nodes { get; }

    public int Dimension { get; }

    /// <summary>nRd.</summary>
    public int Size { get; }

    /// <summary>nd.</summary>
    public int Stack => Nodes * Dimension;

    /// <summary>
    /// What is added to generators where eigenvalues are looked for: with it, deviations that cannot be have the eigenvalue 0, far to the left
    /// of all that matter, and rounding cannot raise them.
    /// </summary>
    public double Shift { get; }

    /// <summary>The largest real part of M's eigenvalues within what can be.</summary>
    /// <param name="precision">Relative.</param>
    public double Abscissa(double precision)
    {
        double shift = Shift;
        double[] point = new double[Stack], message = new double[Stack], start = [.. Enumerable.Range(0, Size).Select(k => 1 + Math.Sqrt(2 + k) % 1)];
        Project(start, 1);
        Krylov krylov = new(Shifted, Size, Held);
        return krylov.First(start, z => z.Real, z => precision * Math.Abs(z.Real - shift), Products).Value.Real - shift;

        void Shifted(ReadOnlySpan<double> x, Span<double> y)
        {
            Apply(x, y, 1, point, message);
            Spans.Add(shift, x, y);
            Project(y, 1);
        }
    }

    /// <summary>
    /// Y = M X for X of so many columns, stored row by row. Leaves (aᵀ ⊗ I) X in <paramref name="point"/> and (cᵀ ⊗ I) X, of dual methods
    /// H times that, in <paramref name="message"/>.
    /// </summary>
    public void Apply(ReadOnlySpan<double> x, Span<double> y, int columns, Span<double> point, Span<double> message)
    {
        int block = Stack * columns, node = Dimension * columns;
        y.Clear();
        for (int r = 0; r < System.Rows; r++)
            for (int q = 0; q < System.Rows; q++)
                Spans.Add(System.Flow[r, q] + System.Jump[r, q], x.Slice(q * block, block), y.Slice(r * block, block));
        if (System.IsDual)
        {
            Combine(System.Message, x, block, point);
            Bend(point, message, columns);
        }
        else
        {
            Combine(System.Message, x, block, message);
            Combine(System.Estimate, x, block, point);
            double[] slope = new double[block];
            Bend(point, slope, columns);
            for (int r = 0; r < System.Rows; r++) Spans.Add(System.Gain[r], slope, y.Slice(r * block, block));
        }
        double[] difference = new double[node];
        for (int e = 0; e < Rated.Rates.Length; e++)
        {
            (int i, int j) = Rated.Graph.Edges[e];
            Spans.Subtract(message.Slice(i * node, node), message.Slice(j * node, node), difference);
            for (int r = 0; r < System.Rows; r++)
            {
                double gain = Rated.Rates[e] * System.Exchange[r];
                Spans.Add(gain, difference, y.Slice(r * block + i * node, node));
                Spans.Add(-gain, difference, y.Slice(r * block + j * node, node));
            }
        }
    }

    /// <summary>Takes out of every column what cannot be: the mean over the nodes of the rows' unreached combinations.</summary>
    public void Project(Span<double> x, int columns)
    {
        if (System.Unreached.Count == 0) return;
        int block = Stack * columns, node = Dimension * columns;
        double[] mean = new double[node];
        foreach (double[] one in System.Unreached)
        {
            Array.Clear(mean);
            for (int r = 0; r < System.Rows; r++)
                for (int i = 0; i < Nodes; i++) Spans.Add(one[r] / Nodes, x.Slice(r * block + i * node, node), mean);
            for (int r = 0; r < System.Rows; r++)
                for (int i = 0; i < Nodes; i++) Spans.Add(-one[r], mean, x.Slice(r * block + i * node, node));
        }
    }

    private static void Combine(double[] weights, ReadOnlySpan<double> x, int block, Span<double> to)
    {
        to.Clear();
        for (int q = 0; q < weights.Length; q++) Spans.Add(weights[q], x.Slice(q * block, block), to);
    }

    /// <summary>diag(Hᵢ) X.</summary>
    private void Bend(ReadOnlySpan<double> x, Span<double> y, int columns)
    {
        y.Clear();
        for (int i = 0; i < Nodes; i++)
            for (int k = 0; k < Dimension; k++)
                for (int l = 0; l < Dimension; l++)
                    Spans.Add(Hessians[i][k * Dimension + l], x.Slice((i * Dimension + l) * columns, columns), y.Slice((i * Dimension + k) * columns, columns));
    }
}

using Gossip.Sdp.Algebra;

namespace Gossip.Sdp.InteriorPoint;

/// <summary>
/// The Newton system (H + Σ τ_k r_k r_kᵀ) dx = −(gradient + μ barrier) of one iteration. Only H's lower triangle is kept.
/// The weight τ of a row grows without bound where its constraint holds with equality, and would drown everything else:
/// so much of it goes into the factor as makes H regular, and the rest is added by Woodbury's formula.
/// </summary>
internal sealed class NormalEquations(int size)
{
    private readonly double[] _scale = new double[size];
    private readonly List<(double[] Row, double Weight)> _rows = [];
    private double[] _products = [];
    private double[][] _solvedRows = [];
    private Dense? _small;

    public Dense H { get; } = new(size, size);

    /// <summary>The objective's gradient and second-order terms: what does not depend on μ.</summary>
    public double[] Gradient { get; } = new double[size];

    /// <summary>The gradient of the barrier.</summary>
    public double[] Barrier { get; } = new double[size];

    public void Clear()
    {
        H.Clear();
        Array.Clear(Gradient);
        Array.Clear(Barrier);
        _rows.Clear();
    }

    /// <summary>Adds τ rrᵀ, τ &gt; 0; gives the row's number.</summary>
    public int AddRow(IEnumerable<(int Variable, double Factor)> terms, double weight)
    {
        double[] row = new double[size];
        foreach ((int p, double f) in terms) row[p] = f;
        _rows.Add((row, weight));
        return _rows.Count - 1;
    }

    /// <summary>r_kᵀdx of the last solution, to full relative precision however small it is.</summary>
    public double RowTimesSolution(int k) => _products[k];

    /// <summary>
    /// Scales H by its diagonal, adds <paramref name="regularization"/> there and factors it; false where that fails. H is
    /// nearly singular where many rates, or many duals, are equally good.
    /// </summary>
    public bool Factor(double regularization)
    {
        for (int i = 0; i < size; i++) _scale[i] = 1 / Math.Sqrt(H[i, i] > 0 ? H[i, i] : _rows.Sum(r => r.Weight * r.Row[i] * r.Row[i]));
        for (int k = 0; k < _rows.Count; k++) TakeInside(k);
        for (int i = 0; i < size; i++)
        {
            Span<double> row = H.Row(i);
            for (int j = 0; j <= i; j++) row[j] *= _scale[i] * _scale[j];
            row[i] += regularization;
        }
        if (!Cholesky.Factor(H)) return false;
        _solvedRows = [.. _rows.Select(r => r.Row.ToArray())];
        foreach (double[] row in _solvedRows) SolveH(row);
        _small = new Dense(_rows.Count, _rows.Count);
        for (int k = 0; k < _rows.Count; k++)
        {
            for (int l = 0; l <= k; l++) _small[k, l] = Rows.Dot(_rows[k].Row, _solvedRows[l]);
            _small[k, k] = _small[k, k] + 1 / _rows[k].Weight;
        }
        return Cholesky.Factor(_small);
    }

    /// <summary>Moves as much of a row's weight into H as does not exceed the diagonal's size.</summary>
    private void TakeInside(int k)
    {
        (double[] row, double weight) = _rows[k];
        double norm = 0;
        for (int i = 0; i < size; i++) norm += row[i] * row[i] * _scale[i] * _scale[i];
        double inside = Math.Min(0.5 * weight, 1 / norm);
        for (int i = 0; i < size; i++)
            if (row[i] != 0) Rows.AddScaled(inside * row[i], row.AsSpan(0, i + 1), H.Row(i)[..(i + 1)]);
        _rows[k] = (row, weight - inside);
    }

    /// <summary>Solves for dx.</summary>
    public void Solve(double mu, double[] dx)
    {
        for (int i = 0; i < size; i++) dx[i] = -Gradient[i] - mu * Barrier[i];
        _products = Solve(dx);
    }

    /// <summary>Corrects the last solution dx by what belongs to the gradient that it has left.</summary>
    public void Refine(double[] left, double[] dx)
    {
        for (int i = 0; i < size; i++) left[i] = -left[i];
        double[] products = Solve(left);
        Rows.AddScaled(1, left, dx);
        Rows.AddScaled(1, products, _products);
    }

    private unsafe double[] Solve(double[] dx)
    {
        SolveH(dx);
        double[] along = [.. _rows.Select(r => Rows.Dot(r.Row, dx))];
        fixed (double* p = along)
        {
            Cholesky.Forward(_small!, p);
            Cholesky.Backward(_small!, p);
        }
        // (I + RH⁻¹Rᵀτ)⁻¹ R dx: the step along a row without the cancellation in its sum
        for (int k = 0; k < along.Length; k++) Rows.AddScaled(-along[k], _solvedRows[k], dx);
        return [.. along.Select((a, k) => a / _rows[k].Weight)];
    }

    private unsafe void SolveH(double[] x)
    {
        for (int i = 0; i < size; i++) x[i] *= _scale[i];
        fixed (double* p = x)
        {
            Cholesky.Forward(H, p);
            Cholesky.Backward(H, p);
        }
        for (int i = 0; i < size; i++) x[i] *= _scale[i];
    }
}

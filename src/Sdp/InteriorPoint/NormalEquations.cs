using Gossip.Sdp.Algebra;

namespace Gossip.Sdp.InteriorPoint;

/// <summary>
/// The Newton system (H + τ ccᵀ) dx = −(gradient + μ barrier) of one iteration. Only H's lower triangle is kept. The weight τ of the
/// dense row c grows without bound where its constraint holds with equality: so much of it goes into the factor as
/// makes H regular, and the rest is added by Sherman and Morrison's formula.
/// </summary>
internal sealed class NormalEquations(int size)
{
    private readonly double[] _scale = new double[size], _row = new double[size], _solvedRow = new double[size];
    private double _weight;

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
        _weight = 0;
    }

    /// <summary>Sets the row c and its weight τ.</summary>
    public void SetRow(IEnumerable<(int Variable, double Factor)> row, double weight)
    {
        Array.Clear(_row);
        foreach ((int p, double f) in row) _row[p] = f;
        _weight = weight;
    }

    /// <summary>
    /// Scales H by its diagonal, adds <paramref name="regularization"/> there and factors it; false where that fails. H is
    /// nearly singular where many rates, or many duals, are equally good.
    /// </summary>
    public bool Factor(double regularization)
    {
        for (int i = 0; i < size; i++) _scale[i] = 1 / Math.Sqrt(H[i, i]);
        double norm = 0;
        for (int i = 0; i < size; i++) norm += _row[i] * _row[i] * _scale[i] * _scale[i];
        double inside = _weight > 0 ? Math.Min(_weight, 1 / norm) : 0;
        for (int i = 0; i < size; i++)
        {
            Span<double> row = H.Row(i);
            if (inside > 0) Rows.AddScaled(inside * _row[i], _row.AsSpan(0, i + 1), row[..(i + 1)]);
            for (int j = 0; j <= i; j++) row[j] *= _scale[i] * _scale[j];
            row[i] += regularization;
        }
        if (!Cholesky.Factor(H)) return false;
        _weight -= inside;
        if (_weight > 0)
        {
            _row.CopyTo(_solvedRow, 0);
            SolveH(_solvedRow);
        }
        return true;
    }

    /// <summary>Solves for dx.</summary>
    public void Solve(double mu, double[] dx)
    {
        for (int i = 0; i < size; i++) dx[i] = -Gradient[i] - mu * Barrier[i];
        SolveH(dx);
        if (!(_weight > 0)) return;
        double along = Rows.Dot(_row, dx) / (1 / _weight + Rows.Dot(_row, _solvedRow));
        Rows.AddScaled(-along, _solvedRow, dx);
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

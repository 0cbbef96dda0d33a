namespace Gossip.Sdp.InteriorPoint;

/// <summary>Linear inequalities r = b − A x ≥ 0, rows of A sparse, with duals y ≥ 0.</summary>
internal sealed class LinearRows : IConstraint
{
    private readonly (int Variable, double Factor)[][] _rows;
    private readonly double[] _limits, _slack, _direction, _second;

    public LinearRows(IReadOnlyList<(double Limit, (int Variable, double Factor)[] Terms)> rows)
    {
        _rows = [.. rows.Select(r => r.Terms)];
        _limits = [.. rows.Select(r => r.Limit)];
        (_slack, _direction, _second, Dual) = (new double[rows.Count], new double[rows.Count], new double[rows.Count], new double[rows.Count]);
    }

    /// <summary>Whether the one row that this has is kept out of the Newton matrix.</summary>
    public bool Bordered { get; init; }

    /// <summary>y.</summary>
    public double[] Dual { get; }

    public int Degree => _rows.Length;

    public double Complementarity(Point at)
    {
        double sum = 0;
        for (int k = 0; k < Degree; k++) sum += Dual[k] * _slack[k];
        return sum;
    }

    public bool Enter(Point at)
    {
        for (int k = 0; k < Degree; k++)
        {
            _slack[k] = _limits[k] - Apply(k, at.X);
            if (!(_slack[k] > 0)) return false;
        }
        return true;
    }

    public void Centre(double mu)
    {
        for (int k = 0; k < Degree; k++) Dual[k] = mu / _slack[k];
    }

    public void AddTo(NormalEquations equations, Point at)
    {
        Array.Clear(_second);
        for (int k = 0; k < Degree; k++) AddRow(equations, k, Dual[k] / _slack[k], equations.Barrier, 1 / _slack[k]);
    }

    public void AddRepairTo(NormalEquations equations, Point at)
    {
        for (int k = 0; k < Degree; k++) AddRow(equations, k, Dual[k] * Dual[k], equations.Gradient, Dual[k]);
    }

    private void AddRow(NormalEquations equations, int k, double weight, double[] gradient, double push)
    {
        foreach ((int p, double f) in _rows[k])
        {
            gradient[p] += push * f;
            if (Bordered) continue;
            foreach ((int q, double g) in _rows[k])
            {
                if (q > p) break;
                equations.H[p, q] += weight * f * g;
            }
        }
        if (Bordered) equations.SetRow(_rows[k], weight);
    }

    public void Repair(ReadOnlySpan<double> y, Point at)
    {
        for (int k = 0; k < Degree; k++) _direction[k] = -Dual[k] * Dual[k] * Apply(k, y);
    }

    public void Direct(ReadOnlySpan<double> dx, Point at, double mu)
    {
        for (int k = 0; k < Degree; k++)
            _direction[k] = (mu - _second[k] + Dual[k] * Apply(k, dx)) / _slack[k] - Dual[k];
    }

    public void Correct(NormalEquations equations, ReadOnlySpan<double> dx, Point at)
    {
        for (int k = 0; k < Degree; k++)
        {
            _second[k] = -Apply(k, dx) * _direction[k];
            foreach ((int p, double f) in _rows[k]) equations.Gradient[p] -= _second[k] / _slack[k] * f;
        }
    }

    public double PrimalStep(ReadOnlySpan<double> dx, Point at, double most)
    {
        for (int k = 0; k < Degree; k++)
        {
            double change = Apply(k, dx);
            if (change * most > _slack[k]) most = _slack[k] / change;
        }
        return most;
    }

    public double DualStep(double most)
    {
        for (int k = 0; k < Degree; k++)
            if (-_direction[k] * most > Dual[k]) most = -Dual[k] / _direction[k];
        return most;
    }

    public void Move(double step)
    {
        for (int k = 0; k < Degree; k++) Dual[k] += step * _direction[k];
    }

    private double Apply(int k, ReadOnlySpan<double> x)
    {
        double sum = 0;
        foreach ((int p, double f) in _rows[k]) sum += f * x[p];
        return sum;
    }
}

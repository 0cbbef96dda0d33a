namespace Gossip.Sdp.InteriorPoint;

/// <summary>Linear inequalities r = b − A x ≥ 0, rows of A sparse, with duals y ≥ 0.</summary>
internal sealed class LinearRows : IConstraint
{
    private readonly (int Variable, double Factor)[][] _rows;
    private readonly double[] _limits, _slack, _direction, _second, _before, _change;

    private readonly int[] _number;
    private readonly bool _apart, _recomputed;
    private NormalEquations? _equations;

    /// <summary>
    /// With <paramref name="apart"/> rows of several terms stay out of the factor. Slacks are carried along by their own
    /// changes, which keeps small ones precise to the end; with <paramref name="recomputed"/> they are read off x at every
    /// step instead, for a search whose outcome must hold in x itself.
    /// </summary>
    public LinearRows(IReadOnlyList<(double Limit, (int Variable, double Factor)[] Terms)> rows, bool apart = false, bool recomputed = false)
    {
        _recomputed = recomputed;
        _rows = [.. rows.Select(r => r.Terms)];
        _limits = [.. rows.Select(r => r.Limit)];
        _apart = apart;
        int count = rows.Count;
        _number = new int[count];
        (_slack, _direction, _second) = (new double[count], new double[count], new double[count]);
        (_before, _change, Dual) = (new double[count], new double[count], new double[count]);
    }

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

    public bool Step(Point at, double step)
    {
        if (_recomputed) return Enter(at);
        for (int k = 0; k < Degree; k++)
        {
            _slack[k] = _before[k] + step * _change[k];
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
        _equations = equations;
        for (int k = 0; k < Degree; k++)
        {
            double weight = Dual[k] / _slack[k];
            foreach ((int p, double f) in _rows[k]) equations.Barrier[p] += f / _slack[k];
            if (_rows[k].Length > 1 && _apart)
            {
                _number[k] = equations.AddRow(_rows[k], weight);
                continue;
            }
            foreach ((int p, double f) in _rows[k])
                foreach ((int q, double g) in _rows[k])
                    if (q <= p) equations.H[p, q] += weight * f * g;
        }
    }

    public void Direct(ReadOnlySpan<double> dx, Point at, double mu, bool precise)
    {
        for (int k = 0; k < Degree; k++)
        {
            (_before[k], _change[k]) = (_slack[k], -Along(k, dx));
            _direction[k] = (mu - _second[k] - Dual[k] * _change[k]) / _slack[k] - Dual[k];
        }
    }

    public void Balance(double[] gradient, ReadOnlySpan<double> dx, Point at)
    {
        for (int k = 0; k < Degree; k++)
            foreach ((int p, double f) in _rows[k]) gradient[p] += (Dual[k] + _direction[k]) * f;
    }

    public void Correct(NormalEquations equations, ReadOnlySpan<double> dx, Point at)
    {
        for (int k = 0; k < Degree; k++)
        {
            _second[k] = _change[k] * _direction[k];
            foreach ((int p, double f) in _rows[k]) equations.Gradient[p] -= _second[k] / _slack[k] * f;
        }
    }

    public double PrimalStep(ReadOnlySpan<double> dx, Point at, double most)
    {
        for (int k = 0; k < Degree; k++)
            if (-_change[k] * most > _slack[k]) most = -_slack[k] / _change[k];
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

    /// <summary>A_k dx, dx being the last solution of the Newton system.</summary>
    private double Along(int k, ReadOnlySpan<double> dx) =>
        _rows[k].Length > 1 && _apart ? _equations!.RowTimesSolution(_number[k]) : Apply(k, dx);

    private double Apply(int k, ReadOnlySpan<double> x)
    {
        double sum = 0;
        foreach ((int p, double f) in _rows[k]) sum += f * x[p];
        return sum;
    }
}

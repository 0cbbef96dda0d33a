namespace Gossip.Sdp.InteriorPoint;

/// <summary>
/// A primal-dual interior-point method in the small variables (λ, a). Iterates stay strictly feasible; matrix duals
/// are kept, so that the certified gap can go to rounding error. One Cholesky factorisation of size m+1 an iteration.
/// </summary>
internal sealed class InteriorPointMethod(Formulation form, double gap, int most)
{
    private readonly NormalEquations _newton = new(form.Point.X.Length);
    private readonly double[] _dx = new double[form.Point.X.Length], _before = new double[form.Point.X.Length];

    public int Iterations { get; private set; }

    public double Gap { get; private set; } = double.PositiveInfinity;

    /// <summary>Runs to a certified relative gap; <paramref name="improved"/> is told of every iterate that narrows it.</summary>
    public Termination Run(Action improved)
    {
        Start();
        (double sigma, int idle) = (0.25, 0);
        for (Iterations = 0; ; Iterations++)
        {
            double value = form.Value, reached = (value - form.Bound()) / Math.Abs(value);
            idle = reached < 0.9 * Gap ? 0 : idle + 1;
            if (reached < Gap)
            {
                Gap = reached;
                improved();
            }
            if (Gap <= gap || form.Enough) return Termination.Converged;
            if (idle > 12) return Termination.Stalled;
            if (Iterations == most) return Termination.OutOfIterations;

            double mu = sigma * Complementarity / Degree;
            Direction(mu);
            double primal = MovePrimal(), dual = MoveDual();
            if (Environment.GetEnvironmentVariable("DBG") != null) Console.WriteLine($"{Iterations} value {value:g12} gap {reached:g3} mu {mu:g3} p {primal:g3} d {dual:g3} sigma {sigma}");
            double step = Math.Min(primal, dual);
            if (step < 1e-8) return Termination.Stalled;
            sigma = step > 0.8 ? 0.1 : step > 0.3 ? 0.4 : 0.9;
        }
    }

    private int Degree => form.Constraints.Sum(c => c.Degree);

    private double Complementarity => form.Constraints.Sum(c => c.Complementarity(form.Point));

    private void Start()
    {
        if (!Enter()) throw new ArgumentException("the starting point is not strictly feasible");
        foreach (IConstraint c in form.Constraints) c.Centre(form.Scale / Degree);
    }

    private bool Enter() => form.Point.Refresh() && form.Constraints.All(c => c.Enter(form.Point));

    private void Direction(double mu)
    {
        do
        {
            _newton.Clear();
            form.AddObjective(_newton);
            foreach (IConstraint c in form.Constraints) c.AddTo(_newton, form.Point, mu);
            if (_newton.Factor()) break;
        }
        while (_newton.Regularize());
        _newton.Solve(_dx);
        foreach (IConstraint c in form.Constraints) c.Direct(_dx, form.Point, mu);
    }

    /// <summary>Goes most of the way to the boundary, or less where a convex constraint bends before it.</summary>
    private double MovePrimal()
    {
        double step = 1 / IConstraint.NearBoundary;
        foreach (IConstraint c in form.Constraints) step = c.PrimalStep(_dx, form.Point, step);
        form.Point.X.CopyTo(_before, 0);
        for (step *= IConstraint.NearBoundary; ; step *= 0.7)
        {
            for (int i = 0; i < _dx.Length; i++) form.Point.X[i] = _before[i] + step * _dx[i];
            if (Enter()) return step;
            if (step < 1e-10)
            {
                _before.CopyTo(form.Point.X, 0);
                Enter();
                return 0;
            }
        }
    }

    private double MoveDual()
    {
        double step = 1 / IConstraint.NearBoundary;
        foreach (IConstraint c in form.Constraints) step = c.DualStep(step);
        step *= IConstraint.NearBoundary;
        foreach (IConstraint c in form.Constraints) c.Move(step);
        return step;
    }
}

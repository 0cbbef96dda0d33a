namespace Gossip.Sdp.InteriorPoint;

/// <summary>
/// A primal-dual interior-point method in the small variables (λ, a). Iterates stay strictly feasible; matrix duals
/// are kept, so that the certified gap can go to rounding error. One Cholesky factorisation of size m+1 an iteration.
/// Mehrotra's predictor chooses the centring and his second-order term corrects the direction; the gentle variant
/// does without both, takes more iterations, and gets through some degenerate programs that stop the other.
/// </summary>
internal sealed class InteriorPointMethod(Formulation form, double gap, int most, bool gentle = false)
{
    private readonly NormalEquations _newton = new(form.Point.X.Length);
    private readonly double[] _dx = new double[form.Point.X.Length], _before = new double[form.Point.X.Length];
    private double _regularization = 1e-15;

    public int Iterations { get; private set; }

    public double Gap { get; private set; } = double.PositiveInfinity;

    /// <summary>Runs to a certified relative gap; <paramref name="improved"/> is told of every iterate that narrows it.</summary>
    public Termination Run(Action improved)
    {
        Start();
        (int idle, double last) = (0, 1);
        for (Iterations = 0; ; Iterations++)
        {
            double value = form.Value, reached = (value - form.Bound()) / Math.Abs(value);
            if (form.IsLinear && reached < 1e-3 && reached > 3 * Complementarity / Math.Abs(value))
            {
                Repair();
                reached = (value - form.Bound()) / Math.Abs(value);
            }
            idle = reached < 0.9 * Gap ? 0 : idle + 1;
            if (reached < Gap)
            {
                Gap = reached;
                improved();
            }
            if (Gap <= gap || form.Enough) return Termination.Converged;
            if (idle > 12) return Termination.Stalled;
            if (Iterations == most) return Termination.OutOfIterations;

            double mu = Complementarity / Degree;
            if (!Factor()) return Termination.Stalled;
            double sigma = last > 0.7 ? 0.1 : last > 0.3 ? gentle ? 0.4 : 0.2 : gentle ? 0.9 : 0.8;
            if (!gentle) sigma = Math.Max(sigma, Predict());
            Direction(sigma * mu);
            (double primal, double dual) = (MovePrimal(), MoveDual());
            last = Math.Min(primal, dual);
            if (Environment.GetEnvironmentVariable("DBG") != null) Console.WriteLine($"{Iterations} value {value:g12} gap {reached:g3} mu {mu:g3} p {primal:g3} d {dual:g3} sigma {sigma} reg {_regularization:g3}");
            if (Math.Max(primal, dual) < 1e-6) return Termination.Stalled;
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

    private bool Factor()
    {
        for (; _regularization < 1e-8; _regularization *= 30)
        {
            _newton.Clear();
            form.AddObjective(_newton);
            foreach (IConstraint c in form.Constraints) c.AddTo(_newton, form.Point);
            if (_newton.Factor(_regularization)) return true;
        }
        return false;
    }

    private void Direction(double mu)
    {
        _newton.Solve(mu, _dx);
        foreach (IConstraint c in form.Constraints) c.Direct(_dx, form.Point, mu);
    }

    /// <summary>
    /// Mehrotra's predictor: σ from how far the direction of μ = 0 could go, and its second-order term for the next one.
    /// </summary>
    private double Predict()
    {
        Direction(0);
        double step = Math.Min(1, Math.Min(PrimalStep(), DualStep()));
        foreach (IConstraint c in form.Constraints) c.Correct(_newton, _dx, form.Point);
        return (1 - step) * (1 - step);
    }

    /// <summary>
    /// Makes the duals feasible again by the least change in their own metric. Near the end S⁻¹ and 1/g are so large that
    /// rounding in their products with a step leaves the duals infeasible by far more than the gap; here they do not occur.
    /// </summary>
    private void Repair()
    {
        _newton.Clear();
        form.AddObjective(_newton);
        _newton.H.Clear();
        foreach (IConstraint c in form.Constraints) c.AddRepairTo(_newton, form.Point);
        if (!_newton.Factor(1e-12)) return;
        _newton.Solve(0, _dx);
        foreach (IConstraint c in form.Constraints) c.Repair(_dx, form.Point);
        double step = Math.Min(1, IConstraint.NearBoundary * DualStep());
        foreach (IConstraint c in form.Constraints) c.Move(step);
    }

    private double PrimalStep() =>
        form.Constraints.Aggregate(1 / IConstraint.NearBoundary, (step, c) => c.PrimalStep(_dx, form.Point, step));

    private double DualStep() => form.Constraints.Aggregate(1 / IConstraint.NearBoundary, (step, c) => c.DualStep(step));

    /// <summary>Goes most of the way to the boundary, or less where a convex constraint bends before it.</summary>
    private double MovePrimal()
    {
        form.Point.X.CopyTo(_before, 0);
        for (double step = IConstraint.NearBoundary * PrimalStep(); ; step *= 0.7)
        {
            for (int i = 0; i < _dx.Length; i++) form.Point.X[i] = _before[i] + step * _dx[i];
            if (step < 1e-10) step = 0;
            if (step == 0) _before.CopyTo(form.Point.X, 0);
            if (form.Point.Refresh() && form.Constraints.All(c => c.Step(form.Point, step)) || step == 0) return step;
        }
    }

    private double MoveDual()
    {
        double step = IConstraint.NearBoundary * DualStep();
        foreach (IConstraint c in form.Constraints) c.Move(step);
        return step;
    }
}

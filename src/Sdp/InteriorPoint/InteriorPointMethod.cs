using Gossip.Sdp.Algebra;

namespace Gossip.Sdp.InteriorPoint;

/// <summary>
/// A primal-dual interior-point method in the small variables (λ, a). Iterates stay strictly feasible; matrix duals
/// are kept, so that the certified gap can go to rounding error. One Cholesky factorisation of size m+1 an iteration.
/// Mehrotra's predictor chooses the centring, together with how far the last step went, and his second-order term
/// corrects the direction.
/// </summary>
internal sealed class InteriorPointMethod(Formulation form, double gap, int most)
{
    /// <summary>The gap from which on primal and dual take the same step.</summary>
    private const double SameSteps = 1e-3;

    /// <summary>The gap from which on directions are computed with care.</summary>
    private const double Late = 1e-5;

    /// <summary>What is added to the diagonal of the scaled normal equations, at least and at most.</summary>
    private const double Least = 1e-15, Most = 1e-8;

    /// <summary>How often such a direction is corrected by what it leaves of the duals' equations.</summary>
    private const int Refinements = 8;

    /// <summary>Full steps back to the central path can go round in circles: after so many idle ones they are shortened.</summary>
    private const int Patience = 20;
    private const double Shortened = 0.3;

    private readonly NormalEquations _newton = new(form.Point.X.Length);
    private readonly double[] _dx = new double[form.Point.X.Length], _before = new double[form.Point.X.Length], _left = new double[form.Point.X.Length];
    private double _regularization, _mu;

    public int Iterations { get; private set; }

    public double Gap { get; private set; } = double.PositiveInfinity;

    /// <summary>Runs to a certified relative gap; <paramref name="improved"/> is told of every iterate that narrows it.</summary>
    public Termination Run(Action improved)
    {
        Start();
        (int idle, int vain, double last, double leastMu) = (0, 0, 1, double.PositiveInfinity);
        for (Iterations = 0; ; Iterations++)
        {
            double value = form.Value, reached = (value - form.Bound()) / Math.Abs(value);
            vain = reached < 0.9 * Gap ? 0 : vain + 1;
            if (reached < Gap)
            {
                Gap = reached;
                improved();
            }
            if (Gap <= gap || form.Enough) return Termination.Converged;
            double mu = Complementarity / Degree;
            idle = mu < 0.9 * leastMu || vain == 0 || Gap > SameSteps ? 0 : idle + 1;
            leastMu = Math.Min(mu, leastMu);
            if (idle > 20) return Termination.Stalled;
            if (Iterations == most) return Termination.OutOfIterations;

            bool offPath = reached > form.OffPath * mu * Degree / Math.Abs(value);
            // where complementarity is small enough, only what the duals' equations lack keeps the gap open
            bool isSmall = mu * Degree < 0.5 * gap * Math.Abs(value);
            _regularization = Least;
            do
            {
                if (!Factor()) return Termination.Stalled;
                double sigma = Math.Max(Predict(), last > 0.7 ? 0.1 : last > 0.3 ? 0.2 : 0.8);
                Direction(offPath || isSmall ? mu : sigma * mu, precise: Gap < Late);
            }
            while (Gap < Late && !Refine() && More());
            (double primal, double dual) = Move(together: offPath || Gap < SameSteps, offPath && vain > Patience ? Shortened : 1);
            last = Math.Min(primal, dual);
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
        do
        {
            _newton.Clear();
            form.AddObjective(_newton);
            foreach (IConstraint c in form.Constraints) c.AddTo(_newton, form.Point);
            if (_newton.Factor(_regularization)) return true;
        }
        while (More());
        return false;
    }

    /// <summary>Regularizes more, if that is not too much.</summary>
    private bool More() => (_regularization *= 6) < Most;

    private void Direction(double mu, bool precise = false)
    {
        _mu = mu;
        _newton.Solve(mu, _dx);
        foreach (IConstraint c in form.Constraints) c.Direct(_dx, form.Point, mu, precise);
    }

    /// <summary>
    /// Corrects the direction by what it leaves of the duals' equations, as long as that becomes less; false if it becomes
    /// more at once, as it does where too little was added to a nearly singular matrix.
    /// </summary>
    private bool Refine()
    {
        double before = Left();
        for (int k = 0; k < Refinements; k++)
        {
            _newton.Refine(_left, _dx);
            foreach (IConstraint c in form.Constraints) c.Direct(_dx, form.Point, _mu, precise: true);
            double now = Left();
            if (!(now < before)) return k > 0;
            if (now > 0.5 * before) return true;
            before = now;
        }
        return true;
    }

    private double Left()
    {
        Array.Clear(_left);
        form.AddSlope(_left, _dx);
        foreach (IConstraint c in form.Constraints) c.Balance(_left, _dx, form.Point);
        return Rows.Dot(_left, _left);
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

    private double PrimalStep() =>
        form.Constraints.Aggregate(1 / IConstraint.NearBoundary, (step, c) => c.PrimalStep(_dx, form.Point, step));

    private double DualStep() => form.Constraints.Aggregate(1 / IConstraint.NearBoundary, (step, c) => c.DualStep(step));

    /// <summary>
    /// Goes most of the way to the boundary, or less where a convex constraint bends before it. Primal and dual take
    /// steps of their own at first, and the same near the end: where constraints are curved, the duals' equations depend on
    /// λ, and unequal steps leave them infeasible; so do they wherever the iterate has left the central path.
    /// </summary>
    private (double Primal, double Dual) Move(bool together, double factor)
    {
        (double primal, double dual) = (factor * IConstraint.NearBoundary * PrimalStep(), factor * IConstraint.NearBoundary * DualStep());
        if (together) primal = dual = Math.Min(primal, dual);
        primal = MovePrimal(primal);
        if (together) dual = primal;
        foreach (IConstraint c in form.Constraints) c.Move(dual);
        return (primal, dual);
    }

    private double MovePrimal(double step)
    {
        form.Point.X.CopyTo(_before, 0);
        for (; ; step *= 0.7)
        {
            for (int i = 0; i < _dx.Length; i++) form.Point.X[i] = _before[i] + step * _dx[i];
            if (step < 1e-10) step = 0;
            if (step == 0) _before.CopyTo(form.Point.X, 0);
            if (form.Point.Refresh() && form.Constraints.All(c => c.Step(form.Point, step)) || step == 0) return step;
        }
    }
}

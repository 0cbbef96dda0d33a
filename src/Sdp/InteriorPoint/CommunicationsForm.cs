using Gossip.Sdp.Algebra;

namespace Gossip.Sdp.InteriorPoint;

/// <summary>min cᵀλ subject to Λ ⪰ aΠ, R_f ≤ 2κa, caps and budgets; variables (λ, a).</summary>
internal sealed class CommunicationsForm : Formulation
{
    private readonly ConnectivityCone _cone;
    private readonly ResistanceLimits _resistance;
    private readonly Limits _limits;

    /// <summary>Starts from (λ, a, …), where all constraints hold strictly; without it evenly, for programs without limits.</summary>
    public CommunicationsForm(RateProgram program, double[]? start = null)
        : base(program, 1)
    {
        (_cone, _resistance, _limits) = (new(Point.Graph), new(Point.Graph, program.Kappa), new(program));
        if (start is null) StartEvenly(this);
        else start.AsSpan(0, Point.X.Length).CopyTo(Point.X);
        Constraints = [_cone, _resistance, .. _limits.Constraints];
    }

    public override IReadOnlyList<IConstraint> Constraints { get; }

    public override double Value => Rows.Dot(Program.Costs.AsSpan(), Point.Lambda);

    public override void AddObjective(NormalEquations equations) =>
        Rows.AddScaled(1, Program.Costs.AsSpan(), equations.Gradient.AsSpan(0, Point.Graph.Edges));

    public override void AddSlope(double[] gradient, ReadOnlySpan<double> dx) =>
        Rows.AddScaled(1, Program.Costs.AsSpan(), gradient.AsSpan(0, Point.Graph.Edges));

    public override Solution Copy() =>
        new([.. Point.Lambda], Solution.Duplicate(_cone.Dual), [.. _resistance.Dual], _limits.Duals(Program), 0);

    public override double Bound() => Duals.Communications(Program, Point, _cone.Dual, _resistance.Dual, _limits.Duals(Program)).Bound;

    /// <summary>
    /// The same cost on every edge with χ₁χ₂ = κ/4, and a half-way, on a logarithmic scale, between the least and the largest that they allow.
    /// </summary>
    public static void StartEvenly(Formulation form)
    {
        Point point = form.Point;
        double kappa = form.Program.Kappa;
        for (int e = 0; e < point.Graph.Edges; e++) point.Lambda[e] = 1 / form.Program.Costs[e];
        point.Refresh();
        (double lambda2, double largest) = (point.Lambda2(), point.Resistances().Max());
        double scale = Math.Sqrt(2 * largest / (lambda2 * kappa));
        foreach (ref double rate in point.Lambda) rate *= scale;
        point.X[point.Graph.Edges] = Math.Sqrt(lambda2 * largest / (2 * kappa));
    }
}

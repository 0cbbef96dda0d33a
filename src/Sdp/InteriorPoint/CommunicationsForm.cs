using Gossip.Sdp.Algebra;

namespace Gossip.Sdp.InteriorPoint;

/// <summary>min cᵀλ subject to Λ ⪰ aΠ, R_f ≤ 2κa, caps and budgets; variables (λ, a).</summary>
internal sealed class CommunicationsForm : Formulation
{
    private readonly ConnectivityCone _cone;
    private readonly ResistanceLimits _resistance;
    private readonly Limits _limits;

    /// <summary>Starts from λ, which meets caps and budgets strictly and has χ₁χ₂ &lt; κ; from uniform rates without it.</summary>
    public CommunicationsForm(RateProgram program, ReadOnlySpan<double> lambda = default)
        : base(program, 1)
    {
        (_cone, _resistance, _limits) = (new(Point.Graph), new(Point.Graph, program.Kappa), new(program));
        if (lambda.IsEmpty) Point.Lambda.Fill(1); else lambda.CopyTo(Point.Lambda);
        Point.X[Point.Graph.Edges] = Balance(this, lambda.IsEmpty);
        Constraints = [_cone, _resistance, .. _limits.Constraints];
    }

    public override IReadOnlyList<IConstraint> Constraints { get; }

    public override double Value => Rows.Dot(Program.Costs.AsSpan(), Point.Lambda);

    public override void AddObjective(NormalEquations equations) =>
        Rows.AddScaled(1, Program.Costs.AsSpan(), equations.Gradient.AsSpan(0, Point.Graph.Edges));

    public override Solution Copy() =>
        new([.. Point.Lambda], Solution.Duplicate(_cone.Dual), [.. _resistance.Dual], _limits.Duals(Program), 0);

    public override double Bound() => Duals.Communications(Program, Point, _cone.Dual, _resistance.Dual, _limits.Duals(Program)).Bound;

    /// <summary>
    /// With <paramref name="rescale"/> multiplies λ so that χ₁χ₂ is a quarter of κ; returns an a half-way, on a
    /// logarithmic scale, between the least and the largest that it allows.
    /// </summary>
    public static double Balance(Formulation form, bool rescale)
    {
        Point point = form.Point;
        double kappa = form.Program.Kappa;
        if (!point.Refresh()) throw new ArgumentException("the graph is not connected");
        double[] resistances = new double[point.Graph.Edges];
        point.Graph.Forms(point.G, resistances);
        (double lambda2, double largest) = (point.Lambda2(), resistances.Max());
        if (rescale)
        {
            double factor = Math.Sqrt(4 * largest / (2 * lambda2 * kappa));
            foreach (ref double rate in point.Lambda) rate *= factor;
            (lambda2, largest) = (lambda2 * factor, largest / factor);
        }
        return Math.Sqrt(lambda2 * largest / (2 * kappa));
    }
}

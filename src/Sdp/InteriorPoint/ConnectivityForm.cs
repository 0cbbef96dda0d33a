using Gossip.Sdp.Algebra;

namespace Gossip.Sdp.InteriorPoint;

/// <summary>max a subject to Λ ⪰ aΠ, cᵀλ ≤ 1, caps and budgets; variables (λ, a).</summary>
internal sealed class ConnectivityForm : Formulation
{
    private readonly ConnectivityCone _cone;
    private readonly LinearRows _total;
    private readonly Limits _limits;

    public ConnectivityForm(RateProgram program) : base(program, 1)
    {
        (_cone, _limits, _total) = (new(Point.Graph), new(program), Total.Row(program));
        Total.Start(program, Point.Lambda);
        Point.Refresh();
        Point.X[Point.Graph.Edges] = 0.5 * Point.Lambda2();
        Constraints = [_cone, _total, .. _limits.Constraints];
    }

    public override IReadOnlyList<IConstraint> Constraints { get; }

    public override double Value => -Point.A;

    /// <summary>What Z = Π/(n−1) proves without caps and budgets, well above the optimum on sparse graphs.</summary>
    public override double Scale => 2 / ((Point.Graph.Nodes - 1) * Program.Costs.Min());

    public override void AddObjective(NormalEquations equations) => equations.Gradient[Point.Graph.Edges] -= 1;

    public override void AddSlope(double[] gradient, ReadOnlySpan<double> dx) => gradient[Point.Graph.Edges] -= 1;

    public override Solution Copy() =>
        new([.. Point.Lambda], Solution.Duplicate(_cone.Dual), [], _limits.Duals(Program), _total.Dual[0]);

    public override double Bound() => Duals.Connectivity(Program, Point, _cone.Dual, _total.Dual[0], _limits.Duals(Program)).Bound;
}

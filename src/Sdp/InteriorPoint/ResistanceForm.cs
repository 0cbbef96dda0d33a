using Gossip.Sdp.Algebra;

namespace Gossip.Sdp.InteriorPoint;

/// <summary>min n Tr Λ⁺ subject to cᵀλ ≤ 1, caps and budgets; variables λ.</summary>
internal sealed class ResistanceForm : Formulation
{
    private readonly LinearRows _total;
    private readonly Limits _limits;
    private readonly Dense _square;

    public ResistanceForm(RateProgram program) : base(program, 0)
    {
        (_limits, _total) = (new(program), Total.Row(program));
        _square = new(Point.Graph.Rank, Point.Graph.Rank);
        Total.Start(program, Point.Lambda);
        Constraints = [_total, .. _limits.Constraints];
    }

    public override IReadOnlyList<IConstraint> Constraints { get; }

    public override double Value => Point.Graph.Nodes * Traces.Of(Point.G);

    public override double OffPath => 10;

    public override void AddObjective(NormalEquations equations)
    {
        // ∂/∂λ_e = −n|Ge|²,  ∂²/∂λ_e∂λ_f = 2n (eᵀGf)(eᵀG²f)
        double[] slope = new double[Point.Graph.Edges];
        Point.Square(_square);
        Point.Graph.Forms(_square, slope);
        Rows.AddScaled(-Point.Graph.Nodes, slope, equations.Gradient.AsSpan(0, slope.Length));
        Point.Graph.AddHadamard(equations.H, 2 * Point.Graph.Nodes, Point.Inverse, _square);
    }

    public override void AddSlope(double[] gradient, ReadOnlySpan<double> dx)
    {
        double[] slope = new double[Point.Graph.Edges];
        Point.Square(_square);
        Point.Graph.Forms(_square, slope);
        Rows.AddScaled(-Point.Graph.Nodes, slope, gradient);
        Point.Bend(dx, _square);
        Point.Graph.Forms(_square, slope);
        Rows.AddScaled(2 * Point.Graph.Nodes, slope, gradient);
    }

    public override Solution Copy() =>
        new([.. Point.Lambda], null, [], _limits.Duals(Program), _total.Dual[0]);

    public override double Bound() => Duals.Resistance(Program, Point, _total.Dual[0], _limits.Duals(Program)).Bound;
}

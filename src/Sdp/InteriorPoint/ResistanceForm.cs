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
        _square = new(program.Graph.Nodes, program.Graph.Nodes);
        Total.Start(program, Point.Lambda);
        Constraints = [_total, .. _limits.Constraints];
    }

    public override IReadOnlyList<IConstraint> Constraints { get; }

    public override double Value => Point.Graph.Nodes * Traces.Of(Point.G);

    public override void AddObjective(NormalEquations equations)
    {
        // ∂/∂λ_e = −n|Ge|²,  ∂²/∂λ_e∂λ_f = 2n (eᵀGf)(eᵀG²f)
        int n = Point.Graph.Nodes, m = Point.Graph.Edges;
        _square.Clear();
        Product.Add(1, Point.G.All, Point.G.All, _square.All, lower: true);
        _square.MirrorLower();
        double[] slope = new double[m];
        Point.Graph.InnerForms(Point.G, Point.G, slope);
        for (int e = 0; e < m; e++) equations.Gradient[e] -= n * slope[e];
        Point.Graph.AddHadamard(equations.H, 2 * n, Point.G, _square);
    }

    public override Solution Copy() =>
        new([.. Point.Lambda], null, [], _limits.Duals(Program), _total.Dual[0]);

    public override double Bound() => Duals.Resistance(Program, Point, _total.Dual[0], _limits.Duals(Program)).Bound;
}

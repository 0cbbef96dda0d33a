using Gossip.Sdp.Algebra;

namespace Gossip.Sdp.InteriorPoint;

/// <summary>
/// Phase one of communications under caps and budgets: min s subject to Λ ⪰ aΠ, R_f ≤ 2κa, λ_e ≤ s u_e,
/// Σ_j λ_ij ≤ s b_i and cᵀλ ≤ s B; variables (λ, a, s). Where the optimum is below 1 the program has an interior, and the
/// last point lies in it; B, a cost far above what is needed, keeps rates without a limit of their own finite.
/// </summary>
internal sealed class GrowthForm : Formulation
{
    private readonly int _s;

    public GrowthForm(RateProgram program, double most) : base(program, 2)
    {
        int m = Point.Graph.Edges;
        _s = m + 1;
        Limits limits = new(program, _s);
        CommunicationsForm.StartEvenly(this);
        LinearRows cost = new([(0, [.. program.Costs.Select((c, e) => (e, c)), (_s, -most)])], apart: true, recomputed: true);
        double grown = Rows.Dot(program.Costs.AsSpan(), Point.Lambda) / most;
        double[] load = new double[Point.Graph.Nodes];
        for (int e = 0; e < m; e++)
        {
            load[program.Graph.Edges[e].I] += Point.X[e];
            load[program.Graph.Edges[e].J] += Point.X[e];
            grown = Math.Max(grown, Point.X[e] / program.Caps[e]);
        }
        for (int i = 0; i < load.Length; i++) grown = Math.Max(grown, load[i] / program.Budgets[i]);
        Point.X[_s] = 2 * grown;
        Constraints = [new ConnectivityCone(Point.Graph), new ResistanceLimits(Point.Graph, program.Kappa), cost, .. limits.Constraints];
    }

    public override IReadOnlyList<IConstraint> Constraints { get; }

    /// <summary>s, by how much caps and budgets have to be multiplied.</summary>
    public override double Value => Point.X[_s];

    /// <summary>What complementarity says.</summary>
    public override double Bound() => Value - Constraints.Sum(c => c.Complementarity(Point));

    public override Solution Copy() => new([.. Point.Lambda], null, [], new([], []), 0);

    public override void AddObjective(NormalEquations equations) => equations.Gradient[_s] += 1;

    public override void AddSlope(double[] gradient, ReadOnlySpan<double> dx) => gradient[_s] += 1;

    public override bool Enough => Value < 1 && Value - Bound() < 1 - Value;
}

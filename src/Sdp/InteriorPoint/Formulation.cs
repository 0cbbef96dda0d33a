namespace Gossip.Sdp.InteriorPoint;

/// <summary>A program in the method's terms: a point, constraints, a convex objective, and the bound its duals prove.</summary>
internal abstract class Formulation(RateProgram program, int extraVariables)
{
    public RateProgram Program { get; } = program;

    public Point Point { get; } = new(new Incidence(program), program.Graph.Edges.Length + extraVariables);

    /// <summary>The constraints; all strictly satisfied at the starting point.</summary>
    public abstract IReadOnlyList<IConstraint> Constraints { get; }

    /// <summary>The objective at the point, to be minimised.</summary>
    public abstract double Value { get; }

    /// <summary>A lower bound on the optimum, proved by the present duals; −∞ where they prove nothing.</summary>
    public abstract double Bound();

    /// <summary>A copy of rates and duals.</summary>
    public abstract Solution Copy();

    /// <summary>Adds the objective's gradient (and Hessian, where it has one) to the Newton system.</summary>
    public abstract void AddObjective(NormalEquations equations);

    /// <summary>Adds the objective's gradient after a step dx, to first order.</summary>
    public abstract void AddSlope(double[] gradient, ReadOnlySpan<double> dx);

    /// <summary>The scale of the first μ: the objective's size.</summary>
    public virtual double Scale => Math.Abs(Value);

    /// <summary>
    /// How many times larger than complementarity the gap may be before a step only goes back to the central path. A curved
    /// objective ties its slope to the duals, and full steps alone need not keep them together.
    /// </summary>
    public virtual double OffPath => double.PositiveInfinity;

    /// <summary>Whether the point is good enough to stop before the gap is closed.</summary>
    public virtual bool Enough => false;
}

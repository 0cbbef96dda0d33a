namespace Gossip.Sdp.InteriorPoint;

/// <summary>The linear inequalities of a program: λ ≥ 0, caps, budgets, and what their duals add up to.</summary>
internal sealed class Limits
{
    /// <summary>With <paramref name="growth"/> the number of a variable s that multiplies every cap and budget.</summary>
    public Limits(RateProgram program, int? growth = null)
    {
        int m = program.Graph.Edges.Length;
        bool recomputed = growth is not null;
        NonNegative = new([.. Enumerable.Range(0, m).Select(e => (0.0, Terms((e, -1))))], recomputed: recomputed);
        (_caps, _nodes) = ([.. Finite(program.Caps)], [.. Finite(program.Budgets)]);
        Caps = new([.. _caps.Select(e => Row(program.Caps[e], (e, 1)))], recomputed: recomputed);
        Budgets = new([.. _nodes.Select(i => Row(program.Budgets[i],
            [.. program.Graph.NeighboursOf(i).ToArray().Select(v => v.Edge).Order().Select(e => (e, 1.0))]))], apart: true, recomputed);

        (double, (int, double)[]) Row(double limit, params (int, double)[] terms) =>
            growth is { } s ? (0, [.. terms, (s, -limit)]) : (limit, terms);
        static IEnumerable<int> Finite(IReadOnlyList<double> x) =>
            Enumerable.Range(0, x.Count).Where(k => double.IsFinite(x[k]));
        static (int, double)[] Terms(params (int, double)[] terms) => terms;
    }

    private readonly int[] _caps, _nodes;

    public LinearRows NonNegative { get; }

    public LinearRows Caps { get; }

    public LinearRows Budgets { get; }

    /// <summary>The constraints that have rows at all.</summary>
    public IEnumerable<IConstraint> Constraints =>
        new IConstraint[] { NonNegative, Caps, Budgets }.Where(c => c.Degree > 0);

    /// <summary>The duals of caps and budgets, zero where there is no limit.</summary>
    public LimitDuals Duals(RateProgram program)
    {
        (double[] v, double[] w) = (new double[NonNegative.Degree], new double[program.Graph.Nodes]);
        for (int k = 0; k < _caps.Length; k++) v[_caps[k]] = Caps.Dual[k];
        for (int k = 0; k < _nodes.Length; k++) w[_nodes[k]] = Budgets.Dual[k];
        return new(v, w);
    }
}

namespace Gossip.Sdp.InteriorPoint;

/// <summary>The normalisation cᵀλ ≤ 1 of the connectivity and resistance programs.</summary>
internal static class Total
{
    public static LinearRows Row(RateProgram program) =>
        new([(1.0, [.. program.Costs.Select((c, e) => (e, c))])], apart: true);

    /// <summary>Rates at half of what the tightest of total, cap and budgets would allow every edge alone.</summary>
    public static void Start(RateProgram program, Span<double> lambda)
    {
        for (int e = 0; e < lambda.Length; e++)
        {
            (int i, int j) = (program.Graph.Edges[e].I, program.Graph.Edges[e].J);
            double share = Math.Min(program.Budgets[i] / program.Graph.Degree(i), program.Budgets[j] / program.Graph.Degree(j));
            lambda[e] = 0.5 * Math.Min(1 / (program.Costs[e] * lambda.Length), Math.Min(program.Caps[e], share));
        }
    }
}

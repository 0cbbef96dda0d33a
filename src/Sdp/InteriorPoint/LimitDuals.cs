namespace Gossip.Sdp.InteriorPoint;

/// <summary>Duals v_e ≥ 0 of the caps and w_i ≥ 0 of the budgets; zero where the program has no such limit.</summary>
internal sealed record LimitDuals(double[] Caps, double[] Budgets)
{
    /// <summary>v_e + w_i + w_j by edge.</summary>
    public double[] Relief(RateProgram program) =>
        [.. program.Graph.Edges.Select((edge, e) => Caps[e] + Budgets[edge.I] + Budgets[edge.J])];

    /// <summary>vᵀu + wᵀb.</summary>
    public double Price(RateProgram program) => Sum(Caps, program.Caps) + Sum(Budgets, program.Budgets);

    private static double Sum(double[] duals, IReadOnlyList<double> limits)
    {
        double sum = 0;
        for (int k = 0; k < duals.Length; k++)
            if (duals[k] > 0) sum += duals[k] * limits[k];
        return sum;
    }
}

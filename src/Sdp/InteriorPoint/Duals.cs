using Gossip.Sdp.Algebra;

namespace Gossip.Sdp.InteriorPoint;

/// <summary>
/// Factors that make the present duals feasible, and the lower bound that they then prove. All of them follow from
/// weak duality with q_f = ω_f G f, whatever the point's λ, so a bound is valid at every iteration.
/// </summary>
internal readonly record struct Duals(double Bound, double Z, double Omega, double Limits, double Total = 0)
{
    /// <summary>
    /// Communications: 2 Σ ω_f R_f − vᵀu − wᵀb, if Tr Z = 2κ Σ ω and eᵀZe + Σ ω_f K_ef² ≤ c_e + v_e + w_i + w_j.
    /// </summary>
    public static Duals Communications(RateProgram program, Point point, Dense z, double[] omega, LimitDuals limits)
    {
        int m = point.Graph.Edges;
        double ratio = Traces.Of(point.Graph.Identity, z) / (2 * program.Kappa * omega.Sum());
        double[] scaled = [.. omega.Select(w => w * ratio)], load = new double[m];
        Dense sandwich = new(z.Rows, z.Rows);
        point.Sandwich(scaled, sandwich);
        for (int i = 0; i < z.Rows; i++) Rows.AddScaled(1, z.Row(i), sandwich.Row(i));
        point.Graph.Forms(sandwich, load);
        double theta = Largest(load, limits.Relief(program), program.Costs.AsSpan());
        return new(theta * (2 * Rows.Dot(scaled, point.Resistances()) - limits.Price(program)), theta, theta * ratio, theta);
    }

    /// <summary>Connectivity (minimising −a): −(t + vᵀu + wᵀb), if Tr Z = 1 and eᵀZe ≤ t c_e + v_e + w_i + w_j.</summary>
    public static Duals Connectivity(RateProgram program, Point point, Dense z, LimitDuals limits)
    {
        double[] load = new double[point.Graph.Edges], relief = limits.Relief(program);
        point.Graph.Forms(z, load);
        double factor = 1 / Traces.Of(point.Graph.Identity, z), total = 0;
        for (int e = 0; e < load.Length; e++) total = Math.Max(total, factor * (load[e] - relief[e]) / program.Costs[e]);
        return new(-(total + factor * limits.Price(program)), factor, 0, factor, total);
    }

    /// <summary>
    /// Resistance: 2n Tr Y − t − vᵀu − wᵀb, if n|Ye|² ≤ t c_e + v_e + w_i + w_j; here Y is a multiple of G, and the
    /// best multiple gives (n β Tr G)²/(t + vᵀu + wᵀb) with β² n|Ge|² ≤ t c_e + v_e + w_i + w_j.
    /// </summary>
    public static Duals Resistance(RateProgram program, Point point, double total, LimitDuals limits)
    {
        int n = point.Graph.Nodes, m = point.Graph.Edges;
        double[] load = new double[m], relief = limits.Relief(program);
        point.Graph.InnerForms(point.G, point.G, load);
        double square = double.PositiveInfinity;
        for (int e = 0; e < m; e++) square = Math.Min(square, (total * program.Costs[e] + relief[e]) / (n * load[e]));
        double gain = n * Traces.Of(point.G), price = total + limits.Price(program);
        double theta = square * gain * gain / (price * price);
        return new(theta * price, 0, 0, theta, theta * total);
    }

    /// <summary>The largest θ with θ load_e ≤ c_e + θ relief_e for all e.</summary>
    private static double Largest(double[] load, double[] relief, ReadOnlySpan<double> costs)
    {
        double theta = double.PositiveInfinity;
        for (int e = 0; e < load.Length; e++)
            if (load[e] > relief[e]) theta = Math.Min(theta, costs[e] / (load[e] - relief[e]));
        return theta;
    }
}

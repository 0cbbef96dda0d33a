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
        double[] relief = limits.Relief(program);
        double energy = 2 * Rows.Dot(scaled, point.Resistances()), price = limits.Price(program);
        (double all, double apart) = (double.PositiveInfinity, double.PositiveInfinity);
        for (int e = 0; e < m; e++)
        {
            if (load[e] > relief[e]) all = Math.Min(all, program.Costs[e] / (load[e] - relief[e]));
            apart = Math.Min(apart, (program.Costs[e] + relief[e]) / load[e]);
        }
        // all duals times one factor, or those of the limits left as they are
        return all * (energy - price) > apart * energy - price
            ? new(all * (energy - price), all, all * ratio, all)
            : new(apart * energy - price, apart, apart * ratio, 1);
    }

    /// <summary>Connectivity (minimising −a): −(t + vᵀu + wᵀb), if Tr Z = 1 and eᵀZe ≤ t c_e + v_e + w_i + w_j.</summary>
    public static Duals Connectivity(RateProgram program, Point point, Dense z, double total, LimitDuals limits)
    {
        double[] load = new double[point.Graph.Edges], relief = limits.Relief(program);
        point.Graph.Forms(z, load);
        (double grown, double raised) = (0, 0);
        for (int e = 0; e < load.Length; e++)
        {
            grown = Math.Max(grown, load[e] / (total * program.Costs[e] + relief[e]));
            raised = Math.Max(raised, (load[e] - relief[e]) / program.Costs[e]);
        }
        // t, v and w times one factor, or t alone raised
        double unit = 1 / Traces.Of(point.Graph.Identity, z), price = limits.Price(program);
        return grown * (total + price) < raised + price
            ? new(-unit * grown * (total + price), unit, 0, unit * grown, unit * grown * total)
            : new(-unit * (raised + price), unit, 0, unit, unit * raised);
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
}

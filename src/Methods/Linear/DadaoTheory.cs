using Gossip.Topology;

namespace Gossip.Methods.Linear;

/// <summary>
/// What is proven of DADAO: with χ₁χ₂ ≤ 1/2 and constant rates, E Φ(t) ≤ e^(−rt) Φ(0) for the Lyapunov function
/// <code>
/// Φ = Σᵢ D_h(xᵢ, x*) + (ν/4)|x̃ᵢ − x*|² + |yᵢ − y*|²/(16L) + |ỹᵢ − y*|²/(8L) + |yᵢ + zᵢ − y* − z*|²/(4ν)
///       + |Z̃ − Z*|²_Λ⁺/(32 χ₁ L),
/// </code>
/// where h = f − (ν/2)|·|², y*ᵢ = ∇fᵢ(x*) − νx* and z*ᵢ = −∇fᵢ(x*). Hence (1/n) E Σ|xᵢ − x*|² ≤ (2/(νn)) Φ(0) e^(−rt).
/// </summary>
public static class DadaoTheory
{
    /// <summary>The largest χ₁χ₂ for which the above holds.</summary>
    public const double LargestChiProduct = RateGuard.Kappa;

    /// <summary>
    /// One node's share of Φ; the last term is bounded from above with |·|²_Λ⁺ ≤ χ₁|·|², so that no node needs the graph.
    /// </summary>
    /// <param name="k">The constants.</param>
    /// <param name="divergence">D_f(xᵢ, x*) = fᵢ(xᵢ) − fᵢ(x*) − ∇fᵢ(x*)ᵀ(xᵢ − x*) ≥ 0.</param>
    /// <param name="row">The node's row of a given number, in the order of <see cref="Dadao"/>; each of length d.</param>
    /// <param name="optimum">x*, length d.</param>
    /// <param name="gradient">∇fᵢ(x*), length d.</param>
    public static double Potential(DadaoConstants k, double divergence, Func<int, ReadOnlySpan<double>> row, ReadOnlySpan<double> optimum, ReadOnlySpan<double> gradient)
    {
        ReadOnlySpan<double> x = row(0), xt = row(1), y = row(2), yt = row(3), z = row(4), zt = row(5);
        double dx = 0, dxt = 0, dy = 0, dyt = 0, du = 0, dzt = 0;
        for (int c = 0; c < optimum.Length; c++)
        {
            double yStar = gradient[c] - k.Nu * optimum[c], zStar = -gradient[c];
            dx += Square(x[c] - optimum[c]);
            dxt += Square(xt[c] - optimum[c]);
            dy += Square(y[c] - yStar);
            dyt += Square(yt[c] - yStar);
            du += Square(y[c] + z[c] - yStar - zStar);
            dzt += Square(zt[c] - zStar);
        }
        return divergence - k.Nu / 2 * dx + k.Nu / 4 * dxt + dy / (16 * k.L) + dyt / (8 * k.L) + du / (4 * k.Nu) + dzt / (32 * k.L);
    }

    /// <summary>The bound on the mean squared distance (1/n) E Σ|xᵢ − x*|² at a time, from Φ(0) of n nodes.</summary>
    public static double MeanSquaredDistance(DadaoConstants k, double potential, int nodes, double time) =>
        2 / (k.Nu * nodes) * potential * Math.Exp(-k.Rate * time);

    private static double Square(double v) => v * v;
}

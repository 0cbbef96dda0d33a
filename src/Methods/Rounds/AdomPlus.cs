using System.Collections.Immutable;

namespace Gossip.Methods.Rounds;

/// <summary>
/// ADOM+ (Kovalev, Gasanov, Gasnikov and Richtárik, NeurIPS 2021, Algorithm 2), for graphs that may change at every gossip step.
/// With x_g = τ₁x + (1 − τ₁)x_f, y_g = σ₁y + (1 − σ₁)y_f, z_g = σ₁z + (1 − σ₁)z_f and g = ∇f(x_g),
/// <code>
/// x⁺ = x + ηα(x_g − x⁺) − η(g − νx_g − y⁺)                     x_f⁺ = x_g + τ₂(x⁺ − x)
/// y⁺ = y + θβ(g − νx_g − y⁺) − θ((y_g + z_g)/ν + x⁺)            y_f⁺ = y_g + σ₂(y⁺ − y)
/// z⁺ = z + γδ(z_g − z) − (I − V)((γ/ν)(y_g + z_g) + m)          z_f⁺ = z_g − ζ(I − V)(y_g + z_g)
/// m⁺ = V((γ/ν)(y_g + z_g) + m)
/// </code>
/// V = I − Λ, or with multi-consensus the product of V over K = ⌈χ ln 2⌉ gossip steps, for which χ counts as 2. The pair (x⁺, y⁺)
/// is solved for. Both messages travel together: two vectors each way in a communication.
/// </summary>
public static class AdomPlus
{
    /// <summary>The method for objectives of the given constants and weights with χ = λ_max(Λ)/λ₂(Λ), the largest over all graphs.</summary>
    /// <param name="mu">μ.</param>
    /// <param name="l">L.</param>
    /// <param name="chi">χ.</param>
    /// <param name="multiConsensus">Whether a round has so many gossip steps that χ counts as 2.</param>
    /// <param name="published">
    /// Whether y and m begin at standard normal vectors, as in the code published with DADAO, and not at 0. Where nodes hardly differ
    /// that is most of the distance to the solution.
    /// </param>
    public static RoundMethod Create(double mu, double l, double chi, bool multiConsensus, bool published = false)
    {
        int steps = multiConsensus ? Steps(chi) : 1;
        AdomPlusConstants k = new(mu, l, steps > 1 ? 2 : chi);
        (double τ1, double τ2, double σ1, double σ2, double η, double α, double β) = (k.Tau1, k.Tau2, k.Sigma1, k.Sigma2, k.Eta, k.Alpha, k.Beta);
        (double γ, double δ, double θ, double ζ, double ν) = (k.Gamma, k.Delta, k.Theta, AdomPlusConstants.Zeta, k.Nu);

        Combination[] rows = Combination.AllRows(8);
        (Combination x, Combination xf, Combination y, Combination yf, Combination z, Combination zf, Combination m, Combination u) =
            (rows[0], rows[1], rows[2], rows[3], rows[4], rows[5], rows[6], rows[7]);
        Combination v = Combination.Vector(), w = Combination.Vector(1), g = Combination.Vector();

        Combination xg = τ1 * x + (1 - τ1) * xf, yg = σ1 * y + (1 - σ1) * yf, zg = σ1 * z + (1 - σ1) * zf, h = g - ν * xg;
        // x⁺ = r + s·y⁺ from its own equation, put into that of y⁺
        double s = η / (1 + η * α);
        Combination r = 1 / (1 + η * α) * (x + η * α * xg - η * h);
        Combination yNext = 1 / (1 + θ * β + θ * s) * (y + θ * β * h - θ * (1 / ν * (yg + zg) + r)), xNext = r + s * yNext;
        Combination sent = γ / ν * (yg + zg) + m;

        // V acts on m and u in place: z and z_f lose these before and gain them after, which is −(I − V)
        RoundStep gradient = RoundStep.Gradient(xg,
            (x, xNext), (xf, xg + τ2 * (xNext - x)), (y, yNext), (yf, yg + σ2 * (yNext - y)),
            (z, z + γ * δ * (zg - z) - sent), (zf, zg - ζ * (yg + zg)), (m, sent), (u, yg + zg));
        RoundStep gossip = RoundStep.Gossip([m, u], (m, m - v), (u, u - w));
        RoundStep last = RoundStep.Gossip([m, u], (m, m - v), (u, u - w), (z, z + m - v), (zf, zf + ζ * (u - w)));
        return new()
        {
            Name = "adom-plus",
            Rows = ["x", "x_f", "y", "y_f", "z", "z_f", "m", "u"],
            Rounds = [[gradient, .. Enumerable.Repeat(gossip, steps - 1), last]],
            Weights = GossipWeights.Rates,
            Estimate = [1, 0, 0, 0, 0, 0, 0, 0],
            Start = [1, 1, 0, 0, 0, 0, 0, 0],
            Drawn = published ? [0, 0, 1, 1, 0, 0, 2, 0] : [],
        };
    }

    /// <summary>K = ⌈χ ln 2⌉ gossip steps a round, after which |V·| ≤ ½ on vectors that sum to zero, as with χ = 2.</summary>
    public static int Steps(double chi) => (int)Math.Ceiling(chi * Math.Log(2) - 1e-9);
}

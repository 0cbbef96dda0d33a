using MathNet.Numerics.LinearAlgebra;

namespace Gossip.Topology;

/// <summary>
/// What convergence knows of a rated graph: λ₂ of Λ = Σ λ_e (e_i − e_j)(e_i − e_j)ᵀ, χ₁ = 1/λ₂ and
/// χ₂ = ½ max R_e over the edges of rate above zero, where R_e = (e_i − e_j)ᵀΛ⁺(e_i − e_j). χ₂ ≤ χ₁, and all rates times s
/// divides both by s. Rates that leave the graph apart give λ₂ = 0 and χ₁ = χ₂ = ∞.
/// </summary>
/// <param name="Lambda2">The second smallest eigenvalue of Λ, exchanges per unit of time.</param>
/// <param name="Chi2">χ₂, or an upper bound on it.</param>
/// <param name="Chi2IsExact">False where χ₂ is an upper bound, which is on the safe side wherever χ₂ is used.</param>
public sealed record Spectrum(double Lambda2, double Chi2, bool Chi2IsExact)
{
    /// <summary>χ₁ = 1/λ₂.</summary>
    public double Chi1 => 1 / Lambda2;

    /// <summary>The spectrum of a rated graph of at least two nodes.</summary>
    public static Spectrum Of(RatedGraph rated)
    {
        if (rated.Components().Length > 1) return new(0, double.PositiveInfinity, true);
        double lambda2 = Laplacian.Dense(rated).Evd(Symmetricity.Symmetric).EigenValues[1].Real;
        double[] resistances = EffectiveResistances.Of(rated);
        return new(lambda2, resistances.Where((_, e) => rated.Rates[e] > 0).Max() / 2, true);
    }
}

namespace Gossip.Methods.Linear;

/// <summary>
/// DADAO's constants from μ, L and χ₁ (Nabli and Oyallon, ICML 2023; the values of the authors' code).
/// Only β̃ sees the graph.
/// </summary>
/// <param name="Mu">μ, the strong convexity of every node's objective, &gt; 0.</param>
/// <param name="L">L, the smoothness of every node's objective, ≥ μ.</param>
/// <param name="Chi1">χ₁ = 1/λ₂(Λ) of the edge rates in force, or an upper bound of it.</param>
public readonly record struct DadaoConstants(double Mu, double L, double Chi1)
{
    /// <summary>ν = μ/2.</summary>
    public double Nu => Mu / 2;

    /// <summary>q = √(ν/L) ≤ 1/√2.</summary>
    public double Q => Math.Sqrt(Nu / L);

    /// <summary>α = q/4.</summary>
    public double Alpha => Q / 4;

    /// <summary>α̃ = q/8.</summary>
    public double AlphaTilde => Q / 8;

    /// <summary>η = η̃ = q/8.</summary>
    public double Eta => Q / 8;

    /// <summary>θ = 1/(2q).</summary>
    public double Theta => 1 / (2 * Q);

    /// <summary>γ = 1/(4L).</summary>
    public double Gamma => 1 / (4 * L);

    /// <summary>γ̃ = 1/(4√(Lν)).</summary>
    public double GammaTilde => 1 / (4 * Math.Sqrt(L * Nu));

    /// <summary>δ = q/4.</summary>
    public double Delta => Q / 4;

    /// <summary>δ̃ = 1.</summary>
    public const double DeltaTilde = 1;

    /// <summary>β = 1/2: right after an exchange both ends hold the mean of their messages.</summary>
    public const double Beta = 0.5;

    /// <summary>β̃ = 2χ₁/q.</summary>
    public double BetaTilde => 2 * Chi1 / Q;

    /// <summary>r = q/8, the proven rate: E Φ(t) ≤ e^(−rt) Φ(0) where χ₁χ₂ ≤ 1/2.</summary>
    public double Rate => Q / 8;
}

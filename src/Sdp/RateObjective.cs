namespace Gossip.Sdp;

/// <summary>What the best rates are best for.</summary>
public enum RateObjective
{
    /// <summary>Least total (cost-weighted) rate Σ c_e λ_e with χ₁χ₂ ≤ κ: what DADAO needs.</summary>
    Communications,
    /// <summary>Largest λ₂(Λ) with Σ c_e λ_e ≤ 1: fastest mixing.</summary>
    Connectivity,
    /// <summary>Least total effective resistance n Tr Λ⁺ with Σ c_e λ_e ≤ 1.</summary>
    Resistance,
}

using System.Collections.Immutable;

namespace Gossip.Sdp;

/// <summary>
/// A dual feasible point: what proves a plan's bound, given the plan's rates. Which numbers matter depends on the
/// objective; the others are zero or empty. With G = Λ⁺ of <see cref="Rates"/> and relief_e = v_e + w_i + w_j:
/// communications: Tr Z = 2κ Σ ω_f and eᵀZe + Σ ω_f (eᵀGf)² ≤ c_e + relief_e prove 2 Σ ω_f R_f − vᵀu − wᵀb;
/// connectivity: Tr Z = 1 and eᵀZe ≤ t c_e + relief_e prove λ₂ ≤ t + vᵀu + wᵀb;
/// resistance: any t, v, w ≥ 0 prove (n β Tr G)²/(t + vᵀu + wᵀb), β² the least (t c_e + relief_e)/(n|Ge|²).
/// </summary>
/// <param name="Z">Rows z_k of n numbers, Z = Σ z_k z_kᵀ ⪰ 0.</param>
/// <param name="Omega">ω_f ≥ 0 by edge.</param>
/// <param name="Caps">v_e ≥ 0 by edge.</param>
/// <param name="Budgets">w_i ≥ 0 by node.</param>
/// <param name="Total">t ≥ 0, of the total rate.</param>
public sealed record DualPoint(
    ImmutableArray<ImmutableArray<double>> Z, ImmutableArray<double> Omega,
    ImmutableArray<double> Caps, ImmutableArray<double> Budgets, double Total)
{
    /// <summary>Rates by edge whose Λ⁺ is G, where these are not the plan's; otherwise empty.</summary>
    public ImmutableArray<double> Rates { get; init; } = [];
}

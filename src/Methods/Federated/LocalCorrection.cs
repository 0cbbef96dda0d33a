namespace Gossip.Methods.Federated;

/// <summary>
/// What a client adds to its gradient g = ∇f(x) so that many local steps do not carry it off. With the received model x₀, the
/// direction is
/// <code>(1 − α)∇f(x) + α∇f(x + ρ∇f(x)) + π(x − x₀) − ĝ</code>
/// where ĝ is kept by the client from round to round, ĝ ← ĝ − π(x_K − x₀), if it remembers; it then sends x_K − x₀ − ĝ/π.
/// </summary>
/// <param name="Proximal">π, the weight of the pull towards x₀.</param>
/// <param name="Ascent">ρ, how far uphill the second gradient is taken.</param>
/// <param name="Mix">α, the share of the second gradient; 0 takes none.</param>
/// <param name="Remembers">Whether ĝ is kept; needs π &gt; 0.</param>
public sealed record LocalCorrection(double Proximal, double Ascent, double Mix, bool Remembers)
{
    /// <summary>The gradient as it is.</summary>
    public static LocalCorrection None { get; } = new(0, 0, 0, false);

    /// <summary>Gradients of a local step.</summary>
    public int GradientsEach => Mix != 0 ? 2 : 1;

    /// <summary>FedProx (Li et al., MLSys 2020): (μ/2)|x − x₀|² is added to the client's objective.</summary>
    public static LocalCorrection FedProx(double mu) => new(mu, 0, 0, false);

    /// <summary>FedSpeed (Sun et al., ICLR 2023): proximal weight 1/λ with a correction ĝ, and a gradient taken uphill.</summary>
    public static LocalCorrection FedSpeed(double lambda, double ascent, double mix) => new(1 / lambda, ascent, mix, true);
}

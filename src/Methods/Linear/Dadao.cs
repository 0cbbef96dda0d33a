namespace Gossip.Methods.Linear;

/// <summary>
/// DADAO, decoupled accelerated decentralized asynchronous optimization (Nabli and Oyallon, ICML 2023), as a value.
/// Rows x, x̃, y, ỹ, z, z̃. With g = ∇f(x) − νx − ỹ,
/// <code>
/// gradient:  x −= γg   x̃ −= γ̃g   ỹ += (δ + δ̃)g
/// exchange:  z −= βw   z̃ −= β̃w   with messages m = y + z
/// </code>
/// Proven for edge rates with χ₁χ₂ ≤ 1/2; with rarer exchanges it diverges.
/// </summary>
public static class Dadao
{
    /// <summary>The method for μ-strongly convex, L-smooth objectives and edge rates of the given χ₁ (or a bound).</summary>
    public static LinearMethod Create(double mu, double l, double chi1)
    {
        if (!(mu > 0 && l >= mu && double.IsFinite(l))) throw new ArgumentException($"DADAO needs 0 < μ ≤ L, not μ = {mu}, L = {l}");
        if (!(chi1 > 0 && double.IsFinite(chi1))) throw new ArgumentException($"DADAO needs a finite χ₁ > 0, not {chi1}");
        DadaoConstants k = new(mu, l, chi1);
        double ν = k.Nu, δ = k.Delta + DadaoConstants.DeltaTilde;
        return new()
        {
            Name = "dadao",
            Rows = ["x", "x_tilde", "y", "y_tilde", "z", "z_tilde"],
            Flow = new DadaoFlow(k),
            GradientMatrix = new[,]
            {
                { 1 + k.Gamma * ν, 0, 0, k.Gamma, 0, 0 },
                { k.GammaTilde * ν, 1, 0, k.GammaTilde, 0, 0 },
                { 0, 0, 1, 0, 0, 0 },
                { -δ * ν, 0, 0, 1 - δ, 0, 0 },
                { 0, 0, 0, 0, 1, 0 },
                { 0, 0, 0, 0, 0, 1 },
            },
            GradientGain = [-k.Gamma, -k.GammaTilde, 0, δ, 0, 0],
            ExchangeGain = [0, 0, 0, 0, -DadaoConstants.Beta, -k.BetaTilde],
            Message = [0, 0, 1, 0, 1, 0],
            Estimate = [1, 0, 0, 0, 0, 0],
            ColdStart = [1, 0, 0, 0, 0, 0],
            WarmStart = [1, 1, -ν, -ν, 0, 0],
            WarmStartGradient = [0, 0, 1, 1, 0, 0],
        };
    }
}

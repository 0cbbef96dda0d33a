namespace Gossip.Experiments.Running;

/// <summary>What is proven about a run: E (1/n) Σ|xᵢ(t) − x*|² ≤ <paramref name="Scale"/>·e^(−<paramref name="Rate"/>·t).</summary>
/// <param name="Rate">The proven rate r; NaN where nothing is proven.</param>
/// <param name="Scale">The bound at time 0.</param>
public sealed record Theory(double Rate, double Scale)
{
    /// <summary>Nothing is proven: another method, a graph that changes, stochastic gradients, recorded clocks, a χ₁ that does not fit the rates.</summary>
    public static readonly Theory None = new(double.NaN, double.NaN);

    /// <summary>The bound at a time, relative to <paramref name="origin"/>, the distance at the start; NaN where there is none.</summary>
    public double Bound(double time, double origin) => Scale * Math.Exp(-Rate * time) / origin;
}

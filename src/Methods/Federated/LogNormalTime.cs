using System.Runtime.Intrinsics;
using Gossip.Core;

namespace Gossip.Methods.Federated;

/// <summary>T is log-normal with the nominal time as its mean: usually a little below it, at times far above.</summary>
/// <param name="Sigma">σ, the standard deviation of ln T.</param>
public sealed record LogNormalTime(double Sigma) : TimeLaw
{
    /// <inheritdoc/>
    public override bool IsRandom => true;

    /// <inheritdoc/>
    public override double Draw(int client, double time, ref Draws draws)
    {
        double radius = Math.Sqrt(-2 * ExponentialTime.Log(draws.Uniform()));
        double normal = radius * VectorMath.SinCos(Vector512.Create(2 * Math.PI * draws.Uniform())).Cos[0];
        return time * VectorMath.Exp(Vector512.Create(Sigma * normal - Sigma * Sigma / 2))[0];
    }

    /// <inheritdoc/>
    public override double? Ticks(int client, double time, double interval, int rounds) => null;
}

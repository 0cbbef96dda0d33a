using System.Runtime.Intrinsics;
using Gossip.Core;

namespace Gossip.Methods.Federated;

/// <summary>T is exponential with the nominal time as its mean: a client that is at work may be done at any moment, however long it has worked.</summary>
public sealed record ExponentialTime : TimeLaw
{
    /// <inheritdoc/>
    public override bool IsRandom => true;

    /// <inheritdoc/>
    public override double Draw(int client, double time, ref Draws draws) => -time * Log(draws.Uniform());

    /// <summary>1/(1 − e^(−Δt/τ)) for one round; the sum over several has Erlang's law, whose tails are Poisson's.</summary>
    public override double? Ticks(int client, double time, double interval, int rounds)
    {
        double ticks = 0;
        for (int k = 0; k < 100_000_000; k++)
        {
            // P(T₁ + … + T_g > kΔt) = Σ_{j<g} e^(−a) aʲ/j!
            double a = k * interval / time, term = Math.Exp(-a), tail = 0;
            for (int j = 0; j < rounds; j++)
            {
                tail += term;
                term *= a / (j + 1);
            }
            ticks += tail;
            if (tail < 1e-17 * ticks && a > rounds) break;
        }
        return rounds == 1 ? 1 / (1 - Math.Exp(-interval / time)) : ticks;
    }

    /// <summary>The same bits on every machine, unlike the system's own.</summary>
    internal static double Log(double u) => VectorMath.Log(Vector512.Create(u))[0];
}

using System.Runtime.Intrinsics;

namespace Gossip.Methods.Federated;

/// <summary>v ← βv + g, x −= ηv.</summary>
/// <param name="Beta">β.</param>
public sealed record Momentum(double Beta = 0.9) : LocalOptimizer
{
    /// <inheritdoc/>
    public override int Rows => 1;

    /// <inheritdoc/>
    public override void Step(double rate, int step, Span<double> x, ReadOnlySpan<double> g, Span<double> rows)
    {
        Span<Vector512<double>> xs = Vectors.Of(x), v = Vectors.Of(rows);
        ReadOnlySpan<Vector512<double>> gs = Vectors.Of(g);
        Vector512<double> beta = Vector512.Create(Beta), minus = Vector512.Create(-rate);
        for (int k = 0; k < xs.Length; k++)
        {
            v[k] = Vector512.FusedMultiplyAdd(beta, v[k], gs[k]);
            xs[k] = Vector512.FusedMultiplyAdd(minus, v[k], xs[k]);
        }
    }
}

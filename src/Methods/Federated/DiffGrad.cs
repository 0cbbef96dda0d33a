using System.Runtime.Intrinsics;
using Gossip.Core;

namespace Gossip.Methods.Federated;

/// <summary>
/// diffGrad (Dubey et al., IEEE TNNLS 2020): Adam whose step of each coordinate is multiplied by the friction
/// 1/(1 + exp(−|g_{t−1} − g_t|)), so that it slows down where the gradient no longer changes; g₀ = 0.
/// </summary>
/// <param name="Beta1">β₁.</param>
/// <param name="Beta2">β₂.</param>
/// <param name="Epsilon">ε.</param>
public sealed record DiffGrad(double Beta1 = 0.9, double Beta2 = 0.999, double Epsilon = 1e-8) : LocalOptimizer
{
    /// <inheritdoc/>
    public override int Rows => 3;

    /// <inheritdoc/>
    public override void Step(double rate, int step, Span<double> x, ReadOnlySpan<double> g, Span<double> rows)
    {
        int length = x.Length;
        Span<Vector512<double>> xs = Vectors.Of(x), m = Vectors.Of(rows[..length]), v = Vectors.Of(rows.Slice(length, length)), before = Vectors.Of(rows.Slice(2 * length, length));
        ReadOnlySpan<Vector512<double>> gs = Vectors.Of(g);
        Vector512<double> b1 = Vector512.Create(Beta1), b2 = Vector512.Create(Beta2), r1 = Vector512.Create(1 - Beta1), r2 = Vector512.Create(1 - Beta2);
        Vector512<double> size = Vector512.Create(rate / (1 - Power(Beta1, step))), bias = Vector512.Create(1 / (1 - Power(Beta2, step)));
        Vector512<double> epsilon = Vector512.Create(Epsilon), one = Vector512.Create(1.0);
        for (int k = 0; k < xs.Length; k++)
        {
            m[k] = b1 * m[k] + r1 * gs[k];
            v[k] = b2 * v[k] + r2 * (gs[k] * gs[k]);
            Vector512<double> friction = one / (one + VectorMath.Exp(-Vector512.Abs(before[k] - gs[k])));
            before[k] = gs[k];
            xs[k] -= size * friction * m[k] / (Vector512.Sqrt(v[k] * bias) + epsilon);
        }
    }
}

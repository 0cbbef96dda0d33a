using System.Runtime.Intrinsics;

namespace Gossip.Methods.Federated;

/// <summary>
/// Adam (Kingma and Ba, ICLR 2015): m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g², x −= η (m/(1 − β₁ᵗ))/(√(v/(1 − β₂ᵗ)) + ε).
/// </summary>
/// <param name="Beta1">β₁.</param>
/// <param name="Beta2">β₂.</param>
/// <param name="Epsilon">ε.</param>
public sealed record Adam(double Beta1 = 0.9, double Beta2 = 0.999, double Epsilon = 1e-8) : LocalOptimizer
{
    /// <inheritdoc/>
    public override int Rows => 2;

    /// <inheritdoc/>
    public override void Step(double rate, int step, Span<double> x, ReadOnlySpan<double> g, Span<double> rows)
    {
        Span<Vector512<double>> xs = Vectors.Of(x), m = Vectors.Of(rows[..x.Length]), v = Vectors.Of(rows.Slice(x.Length, x.Length));
        ReadOnlySpan<Vector512<double>> gs = Vectors.Of(g);
        Vector512<double> b1 = Vector512.Create(Beta1), b2 = Vector512.Create(Beta2), r1 = Vector512.Create(1 - Beta1), r2 = Vector512.Create(1 - Beta2);
        Vector512<double> size = Vector512.Create(rate / (1 - Power(Beta1, step))), bias = Vector512.Create(1 / (1 - Power(Beta2, step))), epsilon = Vector512.Create(Epsilon);
        for (int k = 0; k < xs.Length; k++)
        {
            m[k] = b1 * m[k] + r1 * gs[k];
            v[k] = b2 * v[k] + r2 * (gs[k] * gs[k]);
            xs[k] -= size * m[k] / (Vector512.Sqrt(v[k] * bias) + epsilon);
        }
    }
}

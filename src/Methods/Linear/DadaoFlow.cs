using System.Collections.Immutable;
using System.Runtime.Intrinsics;
using Gossip.Core;
using static System.Runtime.Intrinsics.Vector512;

namespace Gossip.Methods.Linear;

/// <summary>
/// The exact flow of DADAO,
/// <code>
/// x' = η(x̃ − x)   x̃' = η̃(x − x̃)   y' = α(ỹ − y)   ỹ' = −θ(y + z + νx̃)   z' = α(z̃ − z)   z̃' = α̃(z − z̃),
/// </code>
/// in closed form: x and z relax to fixed combinations with e^(−qt/4) and e^(−3qt/8); (y, ỹ) is an underdamped
/// oscillator of frequency ω = √(1/8 − q²/64), driven by z + νx̃. One exponential and one sincos do it.
/// </summary>
public sealed unsafe class DadaoFlow(DadaoConstants constants) : Flow
{
    private const int X = 0, Xt = 1, Y = 2, Yt = 3, Z = 4, Zt = 5;

    private readonly double _decay = -constants.Q / 8;
    private readonly double _omega = Math.Sqrt(1.0 / 8 - constants.Q * constants.Q / 64);
    private readonly double _alpha = constants.Alpha, _theta = constants.Theta, _halfNu = constants.Nu / 2;

    // b₁ = −κ(z − z̃), the particular solution's share that decays as e^(−3qt/8)
    private readonly double _kappa = 2.0 / 3 / (1 + 3 * constants.Q * constants.Q / 8);

    /// <inheritdoc/>
    public override ImmutableArray<(int Row, int Column)> Pattern { get; } =
    [
        (X, X), (X, Xt), (Xt, X), (Xt, Xt),
        (Y, X), (Y, Xt), (Y, Y), (Y, Yt), (Y, Z), (Y, Zt),
        (Yt, X), (Yt, Xt), (Yt, Y), (Yt, Yt), (Yt, Z), (Yt, Zt),
        (Z, Z), (Z, Zt), (Zt, Z), (Zt, Zt),
    ];

    /// <inheritdoc/>
    public override void Evaluate(Vector512<double> spans, double* entries)
    {
        Vector512<double> one = Create(1.0), half = Create(0.5), third = Create(1.0 / 3), halfNu = Create(_halfNu);
        Vector512<double> eh = VectorMath.Exp(spans * _decay), e2 = eh * eh, e1 = e2 * eh;
        (Vector512<double> sin, Vector512<double> cos) = VectorMath.SinCos(spans * _omega);
        Vector512<double> a = eh * sin * (_alpha / _omega), b = eh * cos;

        // the oscillator's own 2 × 2 flow of (y, ỹ)
        Vector512<double> yy = FusedMultiplyAdd(a, Create(-0.5), b), yyt = a;
        Vector512<double> yty = eh * sin * (-_theta / _omega), ytyt = FusedMultiplyAdd(a, half, b);

        // what c₀ = (z + 2z̃)/3 + ν(x + x̃)/2, b₁ = −κ(z − z̃) and a₂ = −ν(x − x̃)/2 contribute to y and ỹ
        Vector512<double> yC = yy + yyt - one, yB = FusedMultiplyAdd(yyt, half, e1 - yy), yA = yy - e2;
        Vector512<double> ytC = ytyt + yty - one, ytB = FusedMultiplyAdd(ytyt - e1, half, -yty), ytA = yty;

        Vector512<double> mean = half + half * e2, apart = half - half * e2;
        Store(entries, 0, mean);
        Store(entries, 1, apart);
        Store(entries, 2, apart);
        Store(entries, 3, mean);
        Store(entries, 4, halfNu * (yC - yA));
        Store(entries, 5, halfNu * (yC + yA));
        Store(entries, 6, yy);
        Store(entries, 7, yyt);
        Store(entries, 8, FusedMultiplyAdd(yC, third, yB * -_kappa));
        Store(entries, 9, FusedMultiplyAdd(yC, third + third, yB * _kappa));
        Store(entries, 10, halfNu * (ytC - ytA));
        Store(entries, 11, halfNu * (ytC + ytA));
        Store(entries, 12, yty);
        Store(entries, 13, ytyt);
        Store(entries, 14, FusedMultiplyAdd(ytC, third, ytB * -_kappa));
        Store(entries, 15, FusedMultiplyAdd(ytC, third + third, ytB * _kappa));
        Vector512<double> e13 = e1 * third, e23 = e13 + e13;
        Store(entries, 16, third + e23);
        Store(entries, 17, third + third - e23);
        Store(entries, 18, third - e13);
        Store(entries, 19, third + third + e13);
    }

    private static void Store(double* entries, int k, Vector512<double> value) => value.StoreAligned(entries + 8 * k);
}

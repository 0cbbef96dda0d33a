using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.Intrinsics.Vector512;

namespace Gossip.Core;

/// <summary>
/// exp, log, sin and cos of eight doubles at once, with the same bits on every machine and in every lane:
/// only additions, multiplications and explicit fused multiply-adds in a fixed order, no library function inside.
/// Errors are at most a few units in the last place over the stated ranges.
/// </summary>
public static class VectorMath
{
    private const double Log2E = 1.4426950408889634, Ln2High = 0.6931471803691238, Ln2Low = 1.9082149292705877e-10;
    private const double Shift = 6755399441055744.0; // 1.5·2⁵²: adding it rounds to an integer held in the low bits

    /// <summary>eˣ; arguments are clamped to [−700, 700].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Exp(Vector512<double> x)
    {
        x = Min(Max(x, Create(-700.0)), Create(700.0));
        // x = k ln 2 + r with |r| ≤ ln 2 / 2 (Cody and Waite), then a Taylor polynomial of degree 13 in r
        Vector512<double> shifted = FusedMultiplyAdd(x, Create(Log2E), Create(Shift));
        Vector512<double> k = shifted - Create(Shift);
        Vector512<double> r = FusedMultiplyAdd(k, Create(-Ln2High), x);
        r = FusedMultiplyAdd(k, Create(-Ln2Low), r);
        Vector512<double> r2 = r * r, r4 = r2 * r2;
        Vector512<double> p01 = FusedMultiplyAdd(r, Create(1.0 / 6), Create(1.0 / 2));
        Vector512<double> p23 = FusedMultiplyAdd(r, Create(1.0 / 120), Create(1.0 / 24));
        Vector512<double> p45 = FusedMultiplyAdd(r, Create(1.0 / 5040), Create(1.0 / 720));
        Vector512<double> p67 = FusedMultiplyAdd(r, Create(1.0 / 362880), Create(1.0 / 40320));
        Vector512<double> p89 = FusedMultiplyAdd(r, Create(1.0 / 39916800), Create(1.0 / 3628800));
        Vector512<double> pab = FusedMultiplyAdd(r, Create(1.0 / 6227020800), Create(1.0 / 479001600));
        Vector512<double> low = FusedMultiplyAdd(r2, p23, p01);
        Vector512<double> middle = FusedMultiplyAdd(r2, p67, p45);
        Vector512<double> high = FusedMultiplyAdd(r2, pab, p89);
        Vector512<double> p = FusedMultiplyAdd(r4, FusedMultiplyAdd(r4, high, middle), low);
        Vector512<double> e = FusedMultiplyAdd(r2, p, r) + Create(1.0);
        // the integer k sits in the low bits of `shifted`; moved to the exponent it scales by 2ᵏ
        return (e.AsInt64() + ShiftLeft(shifted.AsInt64(), 52)).AsDouble();
    }

    /// <summary>ln x for finite, normal, positive x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Log(Vector512<double> x)
    {
        // x = 2ᵏ m with m in [√½, √2); ln m = 2 artanh s, s = (m − 1)/(m + 1), |s| ≤ 0.1716
        const long SqrtHalf = 0x3FE6A09E667F3BCD;
        Vector512<long> bits = x.AsInt64();
        Vector512<long> exponent = ShiftRightArithmetic(bits - Create(SqrtHalf), 52);
        Vector512<double> m = (bits - ShiftLeft(exponent, 52)).AsDouble();
        Vector512<double> k = ((exponent + Create(0x4338000000000000L)).AsDouble()) - Create(Shift);
        Vector512<double> f = m - Create(1.0);
        Vector512<double> s = f / (m + Create(1.0));
        Vector512<double> z = s * s;
        Vector512<double> p = FusedMultiplyAdd(z, Create(2.0 / 21), Create(2.0 / 19));
        p = FusedMultiplyAdd(z, p, Create(2.0 / 17));
        p = FusedMultiplyAdd(z, p, Create(2.0 / 15));
        p = FusedMultiplyAdd(z, p, Create(2.0 / 13));
        p = FusedMultiplyAdd(z, p, Create(2.0 / 11));
        p = FusedMultiplyAdd(z, p, Create(2.0 / 9));
        p = FusedMultiplyAdd(z, p, Create(2.0 / 7));
        p = FusedMultiplyAdd(z, p, Create(2.0 / 5));
        p = FusedMultiplyAdd(z, p, Create(2.0 / 3));
        // ln(1 + f) = f − f²/2 + s (f²/2 + z p'), which keeps the last bit where 2s + s³… would not (fdlibm's form)
        Vector512<double> half = f * f * Create(0.5);
        Vector512<double> rest = FusedMultiplyAdd(k, Create(Ln2Low), s * FusedMultiplyAdd(z, p, half));
        return FusedMultiplyAdd(k, Create(Ln2High), f - (half - rest));
    }

    /// <summary>sin x and cos x for |x| ≤ 10⁵.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<double> Sin, Vector512<double> Cos) SinCos(Vector512<double> x)
    {
        const double TwoOverPi = 0.6366197723675814;
        const double Pi1 = 1.5707963267341256, Pi2 = 6.077100506303966e-11, Pi3 = 2.0222662487959506e-21;
        // x = k π/2 + r with |r| ≤ π/4, then Taylor polynomials; k mod 4 swaps and signs them
        Vector512<double> shifted = FusedMultiplyAdd(x, Create(TwoOverPi), Create(Shift));
        Vector512<double> k = shifted - Create(Shift);
        Vector512<double> r = FusedMultiplyAdd(k, Create(-Pi1), x);
        r = FusedMultiplyAdd(k, Create(-Pi2), r);
        r = FusedMultiplyAdd(k, Create(-Pi3), r);
        Vector512<double> z = r * r;
        Vector512<double> ps = FusedMultiplyAdd(z, Create(-1.0 / 1307674368000), Create(1.0 / 6227020800));
        ps = FusedMultiplyAdd(z, ps, Create(-1.0 / 39916800));
        ps = FusedMultiplyAdd(z, ps, Create(1.0 / 362880));
        ps = FusedMultiplyAdd(z, ps, Create(-1.0 / 5040));
        ps = FusedMultiplyAdd(z, ps, Create(1.0 / 120));
        ps = FusedMultiplyAdd(z, ps, Create(-1.0 / 6));
        Vector512<double> sin = FusedMultiplyAdd(r * z, ps, r);
        Vector512<double> pc = FusedMultiplyAdd(z, Create(1.0 / 20922789888000), Create(-1.0 / 87178291200));
        pc = FusedMultiplyAdd(z, pc, Create(1.0 / 479001600));
        pc = FusedMultiplyAdd(z, pc, Create(-1.0 / 3628800));
        pc = FusedMultiplyAdd(z, pc, Create(1.0 / 40320));
        pc = FusedMultiplyAdd(z, pc, Create(-1.0 / 720));
        pc = FusedMultiplyAdd(z, pc, Create(1.0 / 24));
        Vector512<double> cos = FusedMultiplyAdd(z * z, pc, FusedMultiplyAdd(z, Create(-0.5), Create(1.0)));

        Vector512<long> quadrant = shifted.AsInt64();
        Vector512<long> odd = Vector512.Equals(quadrant & Create(1L), Create(1L));
        Vector512<double> a = ConditionalSelect(odd.AsDouble(), cos, sin);
        Vector512<double> b = ConditionalSelect(odd.AsDouble(), sin, cos);
        Vector512<long> signSin = ShiftLeft(quadrant & Create(2L), 62);
        Vector512<long> signCos = ShiftLeft((quadrant + Create(1L)) & Create(2L), 62);
        return ((a.AsInt64() ^ signSin).AsDouble(), (b.AsInt64() ^ signCos).AsDouble());
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Gossip.Core;

/// <summary>
/// Elementary functions on eight numbers at once, with the same bits on every machine: only additions, products and
/// explicit fused multiply-adds, each lane independent of its neighbours.
/// </summary>
public static class VectorMath
{
    /// <summary>
    /// eˣ to about one unit in the last place, x clamped to [−700, 700]; NaN stays NaN.
    /// x = k ln 2 + r with ln 2 in two parts (Cody and Waite), then Taylor's polynomial of degree 13 on |r| ≤ ln 2 / 2.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Exp(Vector512<double> x)
    {
        const double log2e = 1.4426950408889634, ln2High = 0.693147180369123816490, ln2Low = 1.90821492927058770002e-10;
        // adding 1.5·2⁵² rounds to the nearest integer and leaves it in the lowest bits
        const double round = 6755399441055744.0;
        x = Vector512.MinNative(Vector512.Create(700.0), Vector512.MaxNative(Vector512.Create(-700.0), x));
        Vector512<double> shifted = Vector512.FusedMultiplyAdd(x, Vector512.Create(log2e), Vector512.Create(round));
        Vector512<double> k = shifted - Vector512.Create(round);
        Vector512<double> r = Vector512.FusedMultiplyAdd(k, Vector512.Create(-ln2High), x);
        r = Vector512.FusedMultiplyAdd(k, Vector512.Create(-ln2Low), r);

        Vector512<double> r2 = r * r, r4 = r2 * r2;
        Vector512<double> low = Pair(1.0 / 2, 1.0 / 6, r);
        Vector512<double> p45 = Pair(1.0 / 24, 1.0 / 120, r), p67 = Pair(1.0 / 720, 1.0 / 5040, r);
        Vector512<double> p89 = Pair(1.0 / 40320, 1.0 / 362880, r), p1011 = Pair(1.0 / 3628800, 1.0 / 39916800, r);
        Vector512<double> p1213 = Pair(1.0 / 479001600, 1.0 / 6227020800, r);
        Vector512<double> middle = Vector512.FusedMultiplyAdd(p67, r2, p45);
        Vector512<double> high = Vector512.FusedMultiplyAdd(p1213, r4, Vector512.FusedMultiplyAdd(p1011, r2, p89));
        Vector512<double> tail = Vector512.FusedMultiplyAdd(Vector512.FusedMultiplyAdd(high, r4, middle), r2, low);
        Vector512<double> p = Vector512.FusedMultiplyAdd(tail, r2, r) + Vector512<double>.One;
        return (p.AsInt64() + (shifted.AsInt64() << 52)).AsDouble();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Pair(double low, double high, Vector512<double> r) =>
        Vector512.FusedMultiplyAdd(Vector512.Create(high), r, Vector512.Create(low));
}

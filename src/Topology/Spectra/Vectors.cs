using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Gossip.Topology;

/// <summary>Vector steps in registers of eight; sums run in one fixed order, so results do not vary.</summary>
internal static class Vectors
{
    /// <summary>xᵀy.</summary>
    public static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        ReadOnlySpan<Vector512<double>> xs = MemoryMarshal.Cast<double, Vector512<double>>(x), ys = MemoryMarshal.Cast<double, Vector512<double>>(y);
        Vector512<double> even = default, odd = default;
        int k = 0;
        for (; k + 1 < xs.Length; k += 2)
        {
            even = Vector512.FusedMultiplyAdd(xs[k], ys[k], even);
            odd = Vector512.FusedMultiplyAdd(xs[k + 1], ys[k + 1], odd);
        }
        for (; k < xs.Length; k++) even = Vector512.FusedMultiplyAdd(xs[k], ys[k], even);
        double sum = Vector512.Sum(even + odd);
        for (int i = 8 * xs.Length; i < x.Length; i++) sum += x[i] * y[i];
        return sum;
    }

    /// <summary>y += a x.</summary>
    public static void Add(double a, ReadOnlySpan<double> x, Span<double> y)
    {
        ReadOnlySpan<Vector512<double>> xs = MemoryMarshal.Cast<double, Vector512<double>>(x);
        Span<Vector512<double>> ys = MemoryMarshal.Cast<double, Vector512<double>>(y);
        Vector512<double> factor = Vector512.Create(a);
        for (int k = 0; k < xs.Length; k++) ys[k] = Vector512.FusedMultiplyAdd(factor, xs[k], ys[k]);
        for (int i = 8 * xs.Length; i < x.Length; i++) y[i] += a * x[i];
    }

    /// <summary>x *= a.</summary>
    public static void Scale(double a, Span<double> x)
    {
        Span<Vector512<double>> xs = MemoryMarshal.Cast<double, Vector512<double>>(x);
        for (int k = 0; k < xs.Length; k++) xs[k] *= a;
        for (int i = 8 * xs.Length; i < x.Length; i++) x[i] *= a;
    }

    /// <summary>Σ x.</summary>
    public static double Sum(ReadOnlySpan<double> x)
    {
        double sum = 0;
        foreach (double value in x) sum += value;
        return sum;
    }

    /// <summary>Takes the mean away: the part of x that is orthogonal to constants.</summary>
    public static void Centre(Span<double> x)
    {
        double mean = Sum(x) / x.Length;
        for (int i = 0; i < x.Length; i++) x[i] -= mean;
    }
}

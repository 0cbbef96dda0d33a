using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Gossip.Objectives;

/// <summary>Sums with a fixed order of operations, the same on every machine.</summary>
internal static class Lanes
{
    /// <summary>((v₀+v₁) + (v₂+v₃)) + ((v₄+v₅) + (v₆+v₇)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Vector512<double> v)
    {
        Vector128<double> a = v.GetLower().GetLower(), b = v.GetLower().GetUpper(), c = v.GetUpper().GetLower(), d = v.GetUpper().GetUpper();
        return ((a[0] + a[1]) + (b[0] + b[1])) + ((c[0] + c[1]) + (d[0] + d[1]));
    }

    /// <summary>The sums of eight vectors, each in the order of <see cref="Sum"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Sums(
        Vector512<double> a, Vector512<double> b, Vector512<double> c, Vector512<double> d,
        Vector512<double> e, Vector512<double> f, Vector512<double> g, Vector512<double> h)
    {
        if (!Avx512F.IsSupported) return Vector512.Create(Sum(a), Sum(b), Sum(c), Sum(d), Sum(e), Sum(f), Sum(g), Sum(h));
        return Quarters(Quarters(Pairs(a, b), Pairs(c, d)), Quarters(Pairs(e, f), Pairs(g, h)));
    }

    /// <summary>Σ aₖbₖ over whole registers; <paramref name="length"/> is a multiple of eight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static unsafe double Dot(double* a, double* b, int length)
    {
        Vector512<double> sum = Vector512<double>.Zero;
        for (int k = 0; k < length; k += 8)
            sum = Vector512.FusedMultiplyAdd(Vector512.Load(a + k), Vector512.Load(b + k), sum);
        return Sum(sum);
    }

    /// <summary>a₀+a₁, b₀+b₁, a₂+a₃, b₂+b₃, …</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Pairs(Vector512<double> a, Vector512<double> b) =>
        Avx512F.UnpackLow(a, b) + Avx512F.UnpackHigh(a, b);

    /// <summary>Sums of neighbouring quarters (two lanes each): A₀+A₁, A₂+A₃, B₀+B₁, B₂+B₃.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Quarters(Vector512<double> a, Vector512<double> b) =>
        Avx512F.Shuffle4x128(a, b, 0b10_00_10_00) + Avx512F.Shuffle4x128(a, b, 0b11_01_11_01);
}

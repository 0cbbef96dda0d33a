using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Gossip.Objectives;

/// <summary>Sums with a fixed order of operations, the same on every machine.</summary>
internal static class Lanes
{
    /// <summary>The sum of eight lanes: halves are added to halves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Vector512<double> v)
    {
        Vector256<double> four = v.GetLower() + v.GetUpper();
        Vector128<double> two = four.GetLower() + four.GetUpper();
        return two.ToScalar() + two.GetElement(1);
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
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Gossip.Objectives;

/// <summary>The two passes over eight rows of data that every row-major gradient consists of.</summary>
internal static unsafe class EightRows
{
    /// <summary>Lane r of the result is rowᵣ·x; <paramref name="length"/> is a multiple of eight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Vector512<double> Dot(double** rows, double* x, int length)
    {
        double* r0 = rows[0], r1 = rows[1], r2 = rows[2], r3 = rows[3], r4 = rows[4], r5 = rows[5], r6 = rows[6], r7 = rows[7];
        Vector512<double> s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default, s6 = default, s7 = default;
        for (int k = 0; k < length; k += 8)
        {
            Vector512<double> v = Vector512.Load(x + k);
            s0 = Vector512.FusedMultiplyAdd(Vector512.Load(r0 + k), v, s0);
            s1 = Vector512.FusedMultiplyAdd(Vector512.Load(r1 + k), v, s1);
            s2 = Vector512.FusedMultiplyAdd(Vector512.Load(r2 + k), v, s2);
            s3 = Vector512.FusedMultiplyAdd(Vector512.Load(r3 + k), v, s3);
            s4 = Vector512.FusedMultiplyAdd(Vector512.Load(r4 + k), v, s4);
            s5 = Vector512.FusedMultiplyAdd(Vector512.Load(r5 + k), v, s5);
            s6 = Vector512.FusedMultiplyAdd(Vector512.Load(r6 + k), v, s6);
            s7 = Vector512.FusedMultiplyAdd(Vector512.Load(r7 + k), v, s7);
        }
        return Lanes.Sums(s0, s1, s2, s3, s4, s5, s6, s7);
    }

    /// <summary>y ← y + Σᵣ cᵣ rowᵣ; <paramref name="length"/> is a multiple of eight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(double** rows, Vector512<double> c, double* y, int length)
    {
        double* r0 = rows[0], r1 = rows[1], r2 = rows[2], r3 = rows[3], r4 = rows[4], r5 = rows[5], r6 = rows[6], r7 = rows[7];
        Vector512<double> c0 = Vector512.Create(c[0]), c1 = Vector512.Create(c[1]), c2 = Vector512.Create(c[2]), c3 = Vector512.Create(c[3]);
        Vector512<double> c4 = Vector512.Create(c[4]), c5 = Vector512.Create(c[5]), c6 = Vector512.Create(c[6]), c7 = Vector512.Create(c[7]);
        for (int k = 0; k < length; k += 8)
        {
            Vector512<double> even = Vector512.FusedMultiplyAdd(Vector512.Load(r0 + k), c0, Vector512.Load(y + k));
            Vector512<double> odd = Vector512.Load(r1 + k) * c1;
            even = Vector512.FusedMultiplyAdd(Vector512.Load(r2 + k), c2, even);
            odd = Vector512.FusedMultiplyAdd(Vector512.Load(r3 + k), c3, odd);
            even = Vector512.FusedMultiplyAdd(Vector512.Load(r4 + k), c4, even);
            odd = Vector512.FusedMultiplyAdd(Vector512.Load(r5 + k), c5, odd);
            even = Vector512.FusedMultiplyAdd(Vector512.Load(r6 + k), c6, even);
            odd = Vector512.FusedMultiplyAdd(Vector512.Load(r7 + k), c7, odd);
            (even + odd).Store(y + k);
        }
    }
}

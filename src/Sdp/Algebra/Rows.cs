using System.Runtime.Intrinsics;

namespace Gossip.Sdp.Algebra;

/// <summary>Operations on runs of numbers.</summary>
internal static unsafe class Rows
{
    /// <summary>Σ xᵢ yᵢ.</summary>
    public static double Dot(double* x, double* y, int length)
    {
        Vector512<double> first = default, second = default;
        int i = 0;
        for (; i + 16 <= length; i += 16)
        {
            first = Vector512.FusedMultiplyAdd(Vector512.Load(x + i), Vector512.Load(y + i), first);
            second = Vector512.FusedMultiplyAdd(Vector512.Load(x + i + 8), Vector512.Load(y + i + 8), second);
        }
        if (i + 8 <= length)
        {
            first = Vector512.FusedMultiplyAdd(Vector512.Load(x + i), Vector512.Load(y + i), first);
            i += 8;
        }
        double sum = length >= 8 ? Vector512.Sum(first + second) : 0;
        for (; i < length; i++) sum = Math.FusedMultiplyAdd(x[i], y[i], sum);
        return sum;
    }

    /// <summary>y ← y + f x.</summary>
    public static void AddScaled(double f, double* x, double* y, int length)
    {
        Vector512<double> factor = Vector512.Create(f);
        int i = 0;
        for (; i + 8 <= length; i += 8) Vector512.FusedMultiplyAdd(factor, Vector512.Load(x + i), Vector512.Load(y + i)).Store(y + i);
        for (; i < length; i++) y[i] = Math.FusedMultiplyAdd(f, x[i], y[i]);
    }

    /// <summary>z ← x − y.</summary>
    public static void Subtract(double* x, double* y, double* z, int length)
    {
        int i = 0;
        for (; i + 8 <= length; i += 8) (Vector512.Load(x + i) - Vector512.Load(y + i)).Store(z + i);
        for (; i < length; i++) z[i] = x[i] - y[i];
    }

    /// <summary>z ← x + f y.</summary>
    public static void Combine(ReadOnlySpan<double> x, double f, ReadOnlySpan<double> y, Span<double> z)
    {
        x.CopyTo(z);
        AddScaled(f, y, z);
    }

    /// <summary>Σ xᵢ yᵢ.</summary>
    public static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        fixed (double* p = x, q = y) return Dot(p, q, x.Length);
    }

    /// <summary>y ← y + f x.</summary>
    public static void AddScaled(double f, ReadOnlySpan<double> x, Span<double> y)
    {
        fixed (double* p = x, q = y) AddScaled(f, p, q, x.Length);
    }
}

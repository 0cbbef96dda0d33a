using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Gossip.Core;

namespace Gossip.Objectives;

/// <summary>The padded-vector contract of <see cref="IObjective"/>, checked once at the edge because kernels read whole registers.</summary>
internal static unsafe class Layout
{
    /// <summary>The padded length of a vector of d numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Check(int d, ReadOnlySpan<double> x)
    {
        int length = Padding.Of(d);
        if (x.Length < length) Refuse(d, x.Length);
        return length;
    }

    /// <summary>The padded length of two vectors of d numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Check(int d, ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        int length = Padding.Of(d);
        if (x.Length < length || y.Length < length) Refuse(d, Math.Min(x.Length, y.Length));
        return length;
    }

    /// <summary>y ← c·x over whole registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scale(double c, double* x, double* y, int length)
    {
        for (int k = 0; k < length; k += 8) (Vector512.Load(x + k) * Vector512.Create(c)).Store(y + k);
    }

    private static void Refuse(int d, int length) =>
        throw new ArgumentException($"a vector of {d} numbers must be padded with zeros to {Padding.Of(d)}, but has length {length}");
}

using System.Numerics;

namespace Gossip.Methods.Predictions;

/// <summary>Vectors of any length, in spans.</summary>
internal static class Spans
{
    /// <summary>y ← y + f·x.</summary>
    public static void Add(double f, ReadOnlySpan<double> x, Span<double> y)
    {
        if (f == 0) return;
        int k = 0, lanes = Vector<double>.Count;
        Vector<double> factor = new(f);
        for (; k <= y.Length - lanes; k += lanes) (new Vector<double>(x[k..]) * factor + new Vector<double>(y[k..])).CopyTo(y[k..]);
        for (; k < y.Length; k++) y[k] += f * x[k];
    }

    /// <summary>z ← x − y.</summary>
    public static void Subtract(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> z)
    {
        for (int k = 0; k < z.Length; k++) z[k] = x[k] - y[k];
    }

    /// <summary>y ← x/f.</summary>
    public static void Divide(ReadOnlySpan<double> x, double f, Span<double> y)
    {
        for (int k = 0; k < y.Length; k++) y[k] = x[k] / f;
    }

    /// <summary>⟨x, y⟩.</summary>
    public static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        Vector<double> sums = default;
        int k = 0, lanes = Vector<double>.Count;
        for (; k <= x.Length - lanes; k += lanes) sums += new Vector<double>(x[k..]) * new Vector<double>(y[k..]);
        double sum = Vector.Sum(sums);
        for (; k < x.Length; k++) sum += x[k] * y[k];
        return sum;
    }

    /// <summary>|x|.</summary>
    public static double Norm(ReadOnlySpan<double> x) => Math.Sqrt(Dot(x, x));
}

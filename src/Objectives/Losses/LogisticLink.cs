using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Gossip.Core;

namespace Gossip.Objectives;

/// <summary>φ(t; b) = log(1 + exp(−b t)), b = ±1.</summary>
public readonly struct LogisticLink : ILink
{
    /// <inheritdoc/>
    public static double MinCurvature => 0;

    /// <inheritdoc/>
    public static double MaxCurvature => 0.25;

    /// <inheritdoc/>
    public static double Value(double t, double b)
    {
        double margin = b * t, small = Math.Exp(-Math.Abs(margin)), one = 1 + small;
        // log(1 + small) with the rounding error of 1 + small divided out
        double log = one == 1 ? small : Math.Log(one) * (small / (one - 1));
        return margin < 0 ? log - margin : log;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Slope(Vector512<double> t, Vector512<double> b) =>
        -b / (Vector512<double>.One + VectorMath.Exp(b * t));

    /// <inheritdoc/>
    public static double Curvature(double t, double b)
    {
        double small = Math.Exp(-Math.Abs(t));
        return small / ((1 + small) * (1 + small));
    }

    /// <inheritdoc/>
    public static double Divergence(double t, double delta, double b)
    {
        if (Math.Abs(delta) > 1)
            return Value(t + delta, b) - Value(t, b) + b / (1 + Math.Exp(b * t)) * delta;
        return delta * delta * Segment.Remainder(s => Curvature(t + s * delta, b));
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Gossip.Objectives;

/// <summary>φ(t; b) = (t − b)².</summary>
public readonly struct SquareLink : ILink
{
    /// <inheritdoc/>
    public static double MinCurvature => 2;

    /// <inheritdoc/>
    public static double MaxCurvature => 2;

    /// <inheritdoc/>
    public static double Value(double t, double b) => (t - b) * (t - b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Slope(Vector512<double> t, Vector512<double> b)
    {
        Vector512<double> residual = t - b;
        return residual + residual;
    }

    /// <inheritdoc/>
    public static double Curvature(double t, double b) => 2;

    /// <inheritdoc/>
    public static double Divergence(double t, double delta, double b) => delta * delta;
}

using System.Runtime.Intrinsics;

namespace Gossip.Objectives;

/// <summary>
/// A convex loss φ(t; b) of one prediction t = aᵀx and its target b. Four short formulas make a new
/// <see cref="LinearModel{TLink}"/>.
/// </summary>
public interface ILink
{
    /// <summary>The least value of φ″.</summary>
    static abstract double MinCurvature { get; }

    /// <summary>The greatest value of φ″.</summary>
    static abstract double MaxCurvature { get; }

    /// <summary>φ(t; b).</summary>
    static abstract double Value(double t, double b);

    /// <summary>φ′(t; b) of eight samples: no branches, and only operations with the same bits everywhere.</summary>
    static abstract Vector512<double> Slope(Vector512<double> t, Vector512<double> b);

    /// <summary>φ″(t; b).</summary>
    static abstract double Curvature(double t, double b);

    /// <summary>φ(t + Δ; b) − φ(t; b) − φ′(t; b)Δ without cancellation for small Δ.</summary>
    static abstract double Divergence(double t, double delta, double b);
}

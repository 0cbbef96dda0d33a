using MathNet.Numerics.LinearAlgebra;

namespace Gossip.Objectives;

/// <summary>An objective with what it takes to find its optimum and to measure how far off it a point is.</summary>
public interface ITwiceDifferentiable : IObjective
{
    /// <summary>Whether f is a quadratic, so that its Hessian is the same everywhere.</summary>
    bool IsQuadratic { get; }

    /// <summary>h ← h + scale·∇²f(x), d × d.</summary>
    void AddHessian(ReadOnlySpan<double> x, double scale, Matrix<double> h);

    /// <summary>result ← result + scale·∇²f(x) v.</summary>
    void AddHessianProduct(ReadOnlySpan<double> x, ReadOnlySpan<double> v, double scale, Span<double> result);

    /// <summary>
    /// Bregman's divergence f(x) − f(y) − ∇f(y)ᵀ(x − y) ≥ 0, accurate to rounding relative to itself also where x
    /// and y are so near that the difference of the two values would be noise.
    /// </summary>
    double Divergence(ReadOnlySpan<double> x, ReadOnlySpan<double> y);
}

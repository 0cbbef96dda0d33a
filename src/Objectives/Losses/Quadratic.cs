using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Gossip.Core;
using MathNet.Numerics.LinearAlgebra;

namespace Gossip.Objectives;

/// <summary>f(x) = (a/2)|x − c|² with curvature a &gt; 0 and centre c; μ = L = a.</summary>
public sealed unsafe class Quadratic : ITwiceDifferentiable
{
    private readonly double[] _centre;

    /// <summary>A parabola of the given curvature around the given centre.</summary>
    public Quadratic(double curvature, ReadOnlySpan<double> centre)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(curvature);
        (Mu, Dimension) = (curvature, centre.Length);
        _centre = new double[Padding.Of(Dimension)];
        centre.CopyTo(_centre);
    }

    /// <inheritdoc/>
    public int Dimension { get; }

    /// <inheritdoc/>
    public double Mu { get; }

    /// <inheritdoc/>
    public double L => Mu;

    /// <inheritdoc/>
    public bool IsQuadratic => true;

    /// <inheritdoc/>
    public double Value(ReadOnlySpan<double> x) => Divergence(x, _centre);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Gradient(ReadOnlySpan<double> x, long draw, Span<double> gradient)
    {
        int length = Layout.Check(Dimension, x, gradient);
        Vector512<double> a = Vector512.Create(Mu);
        fixed (double* from = x, to = gradient, c = _centre)
            for (int k = 0; k < length; k += 8) (a * (Vector512.Load(from + k) - Vector512.Load(c + k))).Store(to + k);
    }

    /// <inheritdoc/>
    public void AddHessian(ReadOnlySpan<double> x, double scale, Matrix<double> h)
    {
        for (int k = 0; k < Dimension; k++) h[k, k] += scale * Mu;
    }

    /// <inheritdoc/>
    public void AddHessianProduct(ReadOnlySpan<double> x, ReadOnlySpan<double> v, double scale, Span<double> result)
    {
        for (int k = 0; k < Dimension; k++) result[k] += scale * Mu * v[k];
    }

    /// <inheritdoc/>
    public double Divergence(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double square = 0;
        for (int k = 0; k < Dimension; k++) square += (x[k] - y[k]) * (x[k] - y[k]);
        return Mu / 2 * square;
    }
}

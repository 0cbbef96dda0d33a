using System.Runtime.Intrinsics;

namespace Gossip.Topology;

/// <summary>
/// Conjugate gradients on Λ with the weighted degrees as preconditioner, for graphs whose elimination fills too much:
/// expanders, on which it takes few steps. Needs O(n) memory. Throws <see cref="ArithmeticException"/> after 20,000 steps.
/// </summary>
public sealed class ConjugateGradients(Laplacian laplacian, double tolerance = 1e-13) : ILaplacianSolver
{
    private const int MostSteps = 20_000;

    /// <inheritdoc/>
    public void Solve(ReadOnlySpan<double> b, Span<double> x)
    {
        int n = laplacian.Nodes;
        double[] r = b.ToArray(), p = new double[n], z = new double[n], image = new double[n];
        x.Clear();
        double rho = 0, target = double.NaN;
        for (int step = 0; ; step++)
        {
            if (step == MostSteps) throw NoConvergence();
            for (int i = 0; i < n; i++) z[i] = r[i] / laplacian.Degrees[i];
            double next = Vectors.Dot(r, z);
            if (step == 0) target = next * tolerance * tolerance;
            if (next <= target) break;
            Vectors.Scale(step == 0 ? 0 : next / rho, p);
            Vectors.Add(1, z, p);
            laplacian.Multiply(p, image);
            double length = next / Vectors.Dot(p, image);
            Vectors.Add(length, p, x);
            Vectors.Add(-length, image, r);
            rho = next;
        }
        Vectors.Centre(x);
    }

    /// <summary>
    /// Upper bounds on the effective resistance of eight edges that exceed it by at most <paramref name="slack"/>, relatively. With v the iterate for
    /// f = e_i − e_j and r = f − Λv: R = (f + r)ᵀv + rᵀΛ⁺r, and the last term is at most |r|²/λ₂.
    /// </summary>
    internal void Resistances(ReadOnlySpan<Edge> edges, double lambda2, double slack, Span<double> bounds)
    {
        int n = laplacian.Nodes;
        Vector512<double>[] x = new Vector512<double>[n], r = new Vector512<double>[n], p = new Vector512<double>[n], image = new Vector512<double>[n];
        for (int c = 0; c < 8; c++)
        {
            Edge edge = edges[Math.Min(c, edges.Length - 1)];
            r[edge.I] = r[edge.I].WithElement(c, 1.0);
            r[edge.J] = r[edge.J].WithElement(c, -1.0);
        }
        Vector512<double> rho = Vector512<double>.One, upper;
        for (int step = 0; ; step++)
        {
            if (step == MostSteps) throw NoConvergence();
            Vector512<double> next = default, square = default, energy = default;
            for (int i = 0; i < n; i++)
            {
                square = Vector512.FusedMultiplyAdd(r[i], r[i], square);
                next = Vector512.FusedMultiplyAdd(r[i], r[i] / laplacian.Degrees[i], next);
                energy = Vector512.FusedMultiplyAdd(r[i], x[i], energy);
            }
            Vector512<double> across = energy;
            for (int c = 0; c < 8; c++)
            {
                Edge edge = edges[Math.Min(c, edges.Length - 1)];
                across = across.WithElement(c, energy[c] + x[edge.I][c] - x[edge.J][c]);
            }
            upper = across + square / lambda2;
            if (Vector512.LessThanOrEqualAll(square / lambda2, slack * across)) break;
            Vector512<double> keep = step == 0 ? default : next / rho, curvature = default;
            for (int i = 0; i < n; i++) p[i] = Vector512.FusedMultiplyAdd(keep, p[i], r[i] / laplacian.Degrees[i]);
            laplacian.Multiply(p, image);
            for (int i = 0; i < n; i++) curvature = Vector512.FusedMultiplyAdd(p[i], image[i], curvature);
            // a lane that has converged to the last bit stands still
            Vector512<double> length = Vector512.ConditionalSelect(Vector512.GreaterThan(curvature, Vector512<double>.Zero), next / curvature, Vector512<double>.Zero);
            for (int i = 0; i < n; i++)
            {
                x[i] = Vector512.FusedMultiplyAdd(length, p[i], x[i]);
                r[i] = Vector512.FusedMultiplyAdd(-length, image[i], r[i]);
            }
            rho = Vector512.Max(next, Vector512.Create(double.Epsilon));
        }
        for (int c = 0; c < edges.Length; c++) bounds[c] = upper[c];
    }

    private static ArithmeticException NoConvergence() =>
        new($"conjugate gradients did not converge in {MostSteps} steps: the rates are too far apart for a graph of this size");
}

using Gossip.Core;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace Gossip.Objectives;

/// <summary>
/// Newton's method with steps shortened until |∇F| falls. For quadratics the first step solves Hx = h and the further
/// ones are iterative refinement; the method ends where rounding lets no step lower |∇F| any more.
/// </summary>
internal static class Newton
{
    private const int MaxSteps = 200;

    /// <summary>Beyond this dimension Hessians are not formed: steps come from conjugate gradients.</summary>
    private const int Dense = 1000;

    public static Optimum Minimise(Problem problem, ITwiceDifferentiable[] objectives)
    {
        int d = problem.Dimension, padded = Padding.Of(d);
        bool quadratic = objectives.All(f => f.IsQuadratic);
        double[] x = new double[padded], g = new double[padded], trial = new double[padded], trialGradient = new double[padded];
        problem.Gradient(x, g);
        double residual = Norm(g);
        Func<double[], double[]>? solve = null;
        int steps = 0;
        for (; steps < MaxSteps && residual > 0; steps++)
        {
            if (solve is null || !quadratic) solve = d <= Dense ? Factorised(problem, objectives, x) : ConjugateGradients(problem, objectives, x);
            double[] step = solve(g);
            double size = 1, next = double.PositiveInfinity;
            for (int halvings = 0; halvings < 40; halvings++, size /= 2)
            {
                for (int k = 0; k < d; k++) trial[k] = x[k] - size * step[k];
                problem.Gradient(trial, trialGradient);
                next = Norm(trialGradient);
                if (next <= (1 - 0.1 * size) * residual) break;
            }
            if (!(next < residual)) break;
            (x, trial, g, trialGradient, residual) = (trial, x, trialGradient, g, next);
        }
        return new Optimum(x, problem.Value(x), residual, steps);
    }

    private static Func<double[], double[]> Factorised(Problem problem, ITwiceDifferentiable[] objectives, double[] x)
    {
        int d = objectives[0].Dimension;
        Matrix<double> h = Matrix<double>.Build.Dense(d, d);
        for (int i = 0; i < objectives.Length; i++)
            if (problem.Weight(i) > 0) objectives[i].AddHessian(x, problem.Weight(i), h);
        // a trace of the unit matrix keeps a singular Hessian (mu = 0) factorisable
        double ridge = h.Diagonal().Maximum() * 1e-15;
        for (int k = 0; k < d; k++) h[k, k] += ridge;
        ISolver<double> factor;
        try
        {
            factor = h.Cholesky();
        }
        catch (ArgumentException)
        {
            factor = h.QR();
        }
        return g => Padded(factor.Solve(Vector<double>.Build.Dense(d, k => g[k])));
    }

    /// <summary>Conjugate gradients on Hs = g to a relative residual of 1e-12 or 2d steps.</summary>
    private static Func<double[], double[]> ConjugateGradients(Problem problem, ITwiceDifferentiable[] objectives, double[] x) => g =>
    {
        int d = objectives[0].Dimension;
        double[] s = new double[g.Length], r = [.. g], p = [.. g], hp = new double[g.Length];
        double square = Dot(r, r), goal = square * 1e-24;
        for (int k = 0; k < 2 * d && square > goal; k++)
        {
            Array.Clear(hp);
            for (int i = 0; i < objectives.Length; i++)
                if (problem.Weight(i) > 0) objectives[i].AddHessianProduct(x, p, problem.Weight(i), hp);
            double curvature = Dot(p, hp);
            if (!(curvature > 0)) break;
            double length = square / curvature;
            for (int i = 0; i < d; i++)
            {
                s[i] += length * p[i];
                r[i] -= length * hp[i];
            }
            double next = Dot(r, r), ratio = next / square;
            square = next;
            for (int i = 0; i < d; i++) p[i] = r[i] + ratio * p[i];
        }
        return s;
    };

    private static double[] Padded(Vector<double> v)
    {
        var padded = new double[Padding.Of(v.Count)];
        for (int k = 0; k < v.Count; k++) padded[k] = v[k];
        return padded;
    }

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int k = 0; k < a.Length; k++) sum += a[k] * b[k];
        return sum;
    }

    private static double Norm(double[] a) => Math.Sqrt(Dot(a, a));
}

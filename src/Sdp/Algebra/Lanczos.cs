using Gossip.Core;

namespace Gossip.Sdp.Algebra;

/// <summary>Extreme eigenvalues of a symmetric operator, by Lanczos with full reorthogonalisation.</summary>
internal static class Lanczos
{
    /// <summary>y ← Ax.</summary>
    public delegate void Operator(ReadOnlySpan<double> x, Span<double> y);

    /// <summary>
    /// A lower estimate of the least eigenvalue of <paramref name="apply"/> on vectors of <paramref name="size"/>
    /// numbers: the least Ritz value less its residual, which is below the eigenvalue once the Ritz pair has found it.
    /// Stops when the two are within <paramref name="tolerance"/> of each other, relative to the Ritz value or absolute 1.
    /// </summary>
    public static double Least(Operator apply, int size, double tolerance)
    {
        (double least, double residual) = Run(apply, size, 60, (value, residual) => residual <= tolerance * Math.Max(1, Math.Abs(value)));
        return least - residual;
    }

    /// <summary>
    /// The least eigenvalue to rounding, also where many others are close to it: the Ritz value once further steps
    /// leave it as it is.
    /// </summary>
    public static double Settled(Operator apply, int size)
    {
        double before = double.NaN;
        return Run(apply, size, 3000, (value, residual) =>
        {
            bool settled = Math.Abs(value - before) <= 1e-13 * Math.Abs(value) && residual <= 1e-6 * Math.Abs(value);
            before = value;
            return settled;
        }).Least;
    }

    private static (double Least, double Residual) Run(Operator apply, int size, int most, Func<double, double, bool> isEnough)
    {
        int steps = Math.Min(size, most);
        double[][] v = new double[steps + 1][];
        double[] alpha = new double[steps], beta = new double[steps + 1], w = new double[size];
        Draws draws = new CounterStream(0, Purpose.Solver, size).From();
        v[0] = new double[size];
        for (int i = 0; i < size; i++) v[0][i] = draws.Uniform() - 0.5;
        Scale(v[0], 1 / Math.Sqrt(Rows.Dot(v[0], v[0])));
        for (int k = 0; ; k++)
        {
            apply(v[k], w);
            alpha[k] = Rows.Dot(v[k], w);
            for (int pass = 0; pass < 2; pass++)
                for (int j = k; j >= 0; j--) Rows.AddScaled(-Rows.Dot(v[j], w), v[j], w);
            beta[k + 1] = Math.Sqrt(Rows.Dot(w, w));
            bool last = k + 1 == steps || beta[k + 1] < 1e-14 * Math.Abs(alpha[k]);
            if (last || k % Math.Max(4, k / 16) == 3)
            {
                (double least, double bottom) = Tridiagonal.Least(alpha.AsSpan(0, k + 1), beta.AsSpan(1, k));
                double residual = k + 1 == size ? 0 : beta[k + 1] * Math.Abs(bottom);
                if (isEnough(least, residual) || last) return (least, residual);
            }
            v[k + 1] = new double[size];
            for (int i = 0; i < size; i++) v[k + 1][i] = w[i] / beta[k + 1];
        }
    }

    private static void Scale(Span<double> x, double f)
    {
        foreach (ref double e in x) e *= f;
    }
}

using Gossip.Core;

namespace Gossip.Topology;

/// <summary>y = Mx, M symmetric.</summary>
internal delegate void LinearMap(ReadOnlySpan<double> x, Span<double> y);

/// <summary>
/// The largest eigenvalue of a symmetric map on the vectors that sum to zero, by Lanczos' method with full
/// reorthogonalisation, restarted from its best vector when the basis is full.
/// </summary>
/// <param name="Value">The eigenvalue θ.</param>
/// <param name="Vector">Its vector v, of length one.</param>
/// <param name="Residual">|Mv − θv| / θ: some eigenvalue lies that near to θ, relatively.</param>
internal sealed record Lanczos(double Value, double[] Vector, double Residual)
{
    private const int LargestBasis = 400;
    private const int Restarts = 20;

    /// <summary>Runs until the relative residual is at most <paramref name="tolerance"/>, or the restarts are used up.</summary>
    public static Lanczos Largest(LinearMap map, int n, double tolerance)
    {
        Draws draws = new CounterStream(0, Purpose.Solver).From();
        double[] start = new double[n];
        for (int i = 0; i < n; i++) start[i] = draws.Normal();
        Lanczos best = new(0, start, double.PositiveInfinity);
        for (int restart = 0; restart < Restarts && best.Residual > tolerance; restart++)
            best = Run(map, best.Vector, tolerance);
        return best;
    }

    private static Lanczos Run(LinearMap map, double[] start, double tolerance)
    {
        int n = start.Length, most = Math.Min(n - 1, LargestBasis);
        List<double[]> basis = [];
        List<double> alpha = [], beta = [];
        double[] q = [.. start];
        Normalise(q);
        while (true)
        {
            basis.Add(q);
            double[] next = new double[n];
            map(q, next);
            Vectors.Centre(next);
            alpha.Add(Vectors.Dot(q, next));
            // twice is enough (Kahan and Parlett)
            for (int pass = 0; pass < 2; pass++)
                foreach (double[] b in basis) Vectors.Add(-Vectors.Dot(b, next), b, next);
            double length = Math.Sqrt(Vectors.Dot(next, next));
            (double theta, double[] s) = Tridiagonal.Largest(alpha, beta);
            if (basis.Count == most || length * Math.Abs(s[^1]) <= tolerance / 2 * theta) return Ritz(map, basis, s);
            beta.Add(length);
            q = next;
            Normalise(q);
        }
    }

    private static Lanczos Ritz(LinearMap map, List<double[]> basis, double[] s)
    {
        double[] v = new double[basis[0].Length], image = new double[v.Length];
        for (int k = 0; k < s.Length; k++) Vectors.Add(s[k], basis[k], v);
        Normalise(v);
        map(v, image);
        double theta = Vectors.Dot(v, image);
        Vectors.Add(-theta, v, image);
        return new(theta, v, Math.Sqrt(Vectors.Dot(image, image)) / theta);
    }

    private static void Normalise(double[] x)
    {
        Vectors.Centre(x);
        Vectors.Scale(1 / Math.Sqrt(Vectors.Dot(x, x)), x);
    }
}

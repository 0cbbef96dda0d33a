using Gossip.Core;

namespace Gossip.Objectives;

/// <summary>Extreme eigenvalues of AᵀA, by Lanczos' method with full reorthogonalisation.</summary>
internal static unsafe class Spectrum
{
    /// <summary>Up to this size as many steps are made as there are eigenvalues, which gives them to rounding.</summary>
    private const int Exact = 1000;

    private const int Steps = 300;

    /// <summary>
    /// Least and greatest eigenvalue of AᵀA, d × d; the least is 0 where A has no full column rank. Where both sides of
    /// A exceed 1000 they are bounds, from below and above, whose distance to Lanczos' values is the expected error
    /// for a random start in the worst case, 0.103 (ln(n(k − 1)⁴)/(k − 1))² of the spectrum's width after k steps
    /// (Kuczyński and Woźniakowski, 1992).
    /// </summary>
    public static (double Least, double Greatest) OfGram(AlignedMatrix a)
    {
        bool wide = a.Columns > a.Rows;
        int size = Math.Min(a.Rows, a.Columns);
        if (size <= Exact)
        {
            AlignedMatrix gram = wide ? Gram.OfRows(a) : Gram.OfColumns(a);
            (double least, double greatest) = Lanczos(size, size, (x, y) =>
            {
                for (int i = 0; i < size; i++) y[i] = Lanes.Dot(gram.Row(i), x, Padding.Of(size));
            });
            greatest = Math.Max(greatest, 0);
            return (wide || least <= size * 2.2e-16 * greatest ? 0 : least, greatest);
        }
        int d = a.Columns;
        var (low, high) = Lanczos(d, Steps, (x, y) =>
        {
            new Span<double>(y, Padding.Of(d)).Clear();
            for (int r = 0; r < a.Rows; r++) Gram.AddScaled(Lanes.Dot(a.Row(r), x, Padding.Of(d)), a.Row(r), y, 0, d);
        });
        double error = 0.103 * Math.Pow(Math.Log(d * Math.Pow(Steps - 1, 4)) / (Steps - 1), 2);
        return (wide ? 0 : Math.Max(0, low - error * high), high * (1 + error));
    }

    private delegate void Product(double* x, double* y);

    private static (double Least, double Greatest) Lanczos(int size, int steps, Product product)
    {
        var basis = new AlignedMatrix(steps + 1, size, brief: true);
        int length = Padding.Of(size);
        double[] alpha = new double[steps], beta = new double[steps];
        Draws draws = new CounterStream(0, Purpose.Solver).From();
        double scale = 0;
        for (int k = 0; k < steps; k++)
        {
            // row k holds the product of the last vector, or noise at the start and where that left nothing new
            if (k == 0 || beta[k - 1] <= 1e-14 * scale)
            {
                if (k > 0) beta[k - 1] = 0;
                for (int i = 0; i < size; i++) basis.Row(k)[i] = draws.Normal();
                Orthogonalise(basis, k, length);
            }
            double* v = basis.Row(k);
            Scale(v, 1 / Math.Sqrt(Lanes.Dot(v, v, length)), length);
            double* next = basis.Row(k + 1);
            product(v, next);
            alpha[k] = Lanes.Dot(v, next, length);
            if (k + 1 == steps) break;
            Orthogonalise(basis, k + 1, length);
            beta[k] = Math.Sqrt(Lanes.Dot(next, next, length));
            scale = Math.Max(scale, Math.Max(Math.Abs(alpha[k]), beta[k]));
        }
        GC.KeepAlive(basis);
        return (Bisect(alpha, beta, 1), Bisect(alpha, beta, steps));
    }

    /// <summary>Makes row k orthogonal to those before it; the second time removes what rounding left.</summary>
    private static void Orthogonalise(AlignedMatrix basis, int k, int length)
    {
        for (int pass = 0; pass < 2; pass++)
            for (int j = 0; j < k; j++)
                Gram.AddScaled(-Lanes.Dot(basis.Row(j), basis.Row(k), length), basis.Row(j), basis.Row(k), 0, length);
    }

    private static void Scale(double* v, double c, int length)
    {
        for (int i = 0; i < length; i++) v[i] *= c;
    }

    /// <summary>The k-th smallest eigenvalue, k = 1, 2, …, of the tridiagonal matrix (α, β), by Sturm's count.</summary>
    private static double Bisect(double[] alpha, double[] beta, int k)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        for (int i = 0; i < alpha.Length; i++)
        {
            double radius = beta[i] + (i > 0 ? beta[i - 1] : 0);
            (low, high) = (Math.Min(low, alpha[i] - radius), Math.Max(high, alpha[i] + radius));
        }
        while (low + (high - low) / 2 is var middle && middle > low && middle < high)
        {
            if (CountBelow(alpha, beta, middle) >= k) high = middle;
            else low = middle;
        }
        return high;
    }

    private static int CountBelow(double[] alpha, double[] beta, double x)
    {
        int count = 0;
        double pivot = 1;
        for (int i = 0; i < alpha.Length; i++)
        {
            double coupling = i > 0 ? beta[i - 1] * beta[i - 1] : 0;
            pivot = alpha[i] - x - coupling / pivot;
            if (pivot == 0) pivot = -1e-300;
            if (pivot < 0) count++;
        }
        return count;
    }
}

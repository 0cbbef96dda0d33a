using System.Numerics;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace Gossip.Methods.Predictions;

/// <summary>y = Ax.</summary>
internal delegate void LinearMap(ReadOnlySpan<double> x, Span<double> y);

/// <summary>
/// The eigenvalue of a large real matrix, known by its products alone, that comes first in some order: Arnoldi's process with thick restarts
/// (Stewart's Krylov–Schur method, SIAM J. Matrix Anal. Appl. 23, 2001, on bases of Ritz vectors).
/// </summary>
internal sealed class Krylov
{
    private readonly LinearMap _map;
    private readonly double[][] _basis;
    private readonly Matrix<double> _projected;

    /// <param name="map">The matrix.</param>
    /// <param name="size">N.</param>
    /// <param name="most">Vectors that are held at most.</param>
    public Krylov(LinearMap map, int size, int most)
    {
        int held = Math.Min(most, size);
        _map = map;
        _basis = new double[held + 1][];
        for (int k = 0; k < _basis.Length; k++) _basis[k] = new double[size];
        _projected = Matrix<double>.Build.Dense(held + 1, held);
    }

    private int Held => _basis.Length - 1;

    /// <summary>The first eigenvalue.</summary>
    /// <param name="start">Where to start from; becomes the Ritz vector at the end, its real part.</param>
    /// <param name="rank">What the first one has most of.</param>
    /// <param name="tolerance">The residual that is good enough for an eigenvalue.</param>
    /// <param name="products">Products that may be spent.</param>
    public Ritz First(Span<double> start, Func<Complex, double> rank, Func<Complex, double> tolerance, int products)
    {
        double length = Spans.Norm(start);
        if (!(length > 0)) return new(Complex.Zero, 0, 0);
        Spans.Divide(start, length, _basis[0]);
        _projected.Clear();
        int kept = 0, spent = 0;
        while (true)
        {
            int held = Held;
            for (int j = kept; j < Held; j++)
            {
                spent++;
                if (Extend(j)) continue;
                held = j + 1;
                break;
            }
            double last = _projected[held, held - 1];
            Evd<double> ritz = _projected.SubMatrix(0, held, 0, held).Evd(Symmetricity.Asymmetric);
            int[] order = [.. Enumerable.Range(0, held).OrderByDescending(k => rank(ritz.EigenValues[k]))];
            Complex first = ritz.EigenValues[order[0]];
            double residual = last * Weight(ritz, order[0], held - 1);
            if (held < Held || residual <= tolerance(first) || spent >= products)
            {
                Write(ritz, order[0], held, start);
                return new(first, residual, spent);
            }
            kept = Restart(ritz, order, last);
        }
    }

    /// <summary>One more vector; false where the basis is invariant.</summary>
    private bool Extend(int j)
    {
        double[] next = _basis[j + 1];
        _map(_basis[j], next);
        double size = Spans.Norm(next);
        for (int pass = 0; pass < 2; pass++)
            for (int i = 0; i <= j; i++)
            {
                double share = Spans.Dot(_basis[i], next);
                _projected[i, j] += share;
                Spans.Add(-share, _basis[i], next);
            }
        double left = Spans.Norm(next);
        _projected[j + 1, j] = left;
        if (!(left > 1e-13 * size)) return false;
        Spans.Divide(next, left, next);
        return true;
    }

    /// <summary>Keeps the span of the first half of the Ritz vectors, pairs together, and the last vector.</summary>
    private int Restart(Evd<double> ritz, int[] order, double last)
    {
        int held = Held, wanted = held / 2;
        SortedSet<int> chosen = [];
        foreach (int k in order)
        {
            if (chosen.Count >= wanted) break;
            chosen.Add(k);
            if (ritz.EigenValues[k].Imaginary != 0) chosen.Add(Partner(ritz, k));
        }
        Matrix<double> columns = Matrix<double>.Build.DenseOfColumnVectors(chosen.Select(k => ritz.EigenVectors.Column(k)).Select(v => v / v.L2Norm()));
        Matrix<double> q = columns.QR(QRMethod.Thin).Q;
        int kept = q.ColumnCount;
        Matrix<double> inside = q.TransposeThisAndMultiply(_projected.SubMatrix(0, held, 0, held)) * q;
        double[][] turned = new double[kept][];
        for (int j = 0; j < kept; j++)
        {
            turned[j] = new double[_basis[0].Length];
            for (int i = 0; i < held; i++) Spans.Add(q[i, j], _basis[i], turned[j]);
        }
        double[] newest = _basis[held];
        for (int j = 0; j < kept; j++) _basis[j] = turned[j];
        _basis[held] = _basis[kept];
        _basis[kept] = newest;
        _projected.Clear();
        _projected.SetSubMatrix(0, 0, inside);
        for (int j = 0; j < kept; j++) _projected[kept, j] = last * q[held - 1, j];
        return kept;
    }

    private void Write(Evd<double> ritz, int k, int held, Span<double> to)
    {
        to.Clear();
        for (int i = 0; i < held; i++) Spans.Add(ritz.EigenVectors[i, k], _basis[i], to);
    }

    private static double Weight(Evd<double> ritz, int k, int row)
    {
        int pair = ritz.EigenValues[k].Imaginary == 0 ? k : Partner(ritz, k);
        double size = ritz.EigenVectors.Column(k).L2Norm();
        if (pair == k) return Math.Abs(ritz.EigenVectors[row, k]) / size;
        size = Hypotenuse(size, ritz.EigenVectors.Column(pair).L2Norm());
        return Hypotenuse(ritz.EigenVectors[row, k], ritz.EigenVectors[row, pair]) / size;
    }

    /// <summary>Real and imaginary part of a pair stand beside each other, the eigenvalue above the axis first.</summary>
    private static int Partner(Evd<double> ritz, int k) => ritz.EigenValues[k].Imaginary > 0 ? k + 1 : k - 1;

    private static double Hypotenuse(double a, double b) => Math.Sqrt(a * a + b * b);
}

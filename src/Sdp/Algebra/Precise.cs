using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Gossip.Sdp.Algebra;

/// <summary>
/// A matrix of numbers in two doubles each, high + low, with about 31 digits: for what is a small difference of large numbers.
/// Sums and products by Knuth's and Dekker's error-free steps.
/// </summary>
internal sealed unsafe class Precise(int rows, int columns)
{
    public Dense High { get; } = new(rows, columns);

    public Dense Low { get; } = new(rows, columns);

    public void Clear()
    {
        High.Clear();
        Low.Clear();
    }

    /// <summary>Adds x to the element (i, j).</summary>
    public void Add(int i, int j, double x)
    {
        double high = High[i, j], sum = high + x, part = sum - high;
        High[i, j] = sum;
        Low[i, j] += (high - (sum - part)) + (x - part);
    }

    /// <summary>Adds f M, M symmetric or not, of the same size.</summary>
    public void Add(double f, Dense m)
    {
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++)
            {
                double product = f * m[i, j];
                Add(i, j, product);
                Low[i, j] += Math.FusedMultiplyAdd(f, m[i, j], -product);
            }
    }

    /// <summary>C ← A B.</summary>
    public static void Multiply(Precise a, Dense b, Precise c)
    {
        c.Clear();
        for (int i = 0; i < a.High.Rows; i++)
            for (int k = 0; k < b.Rows; k++)
                AddRow(a.High[i, k], a.Low[i, k], b.RowAt(k), null, c.High.RowAt(i), c.Low.RowAt(i), b.Columns);
    }

    /// <summary>C ← A B, whose sums are formed in <paramref name="scratch"/>.</summary>
    public static void Multiply(Dense a, Precise b, Precise scratch, Dense c)
    {
        scratch.Clear();
        for (int i = 0; i < a.Rows; i++)
        {
            for (int k = 0; k < a.Columns; k++)
                AddRow(a[i, k], 0, b.High.RowAt(k), b.Low.RowAt(k), scratch.High.RowAt(i), scratch.Low.RowAt(i), c.Columns);
            Rows.Combine(scratch.High.Row(i), 1, scratch.Low.Row(i), c.Row(i));
        }
    }

    /// <summary>c ← c + f b along a row, padding included, f and b and c in two doubles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddRow(double f, double fLow, double* b, double* bLow, double* c, double* cLow, int length)
    {
        Vector512<double> factor = Vector512.Create(f), factorLow = Vector512.Create(fLow);
        for (int j = 0; j < length; j += 8)
        {
            Vector512<double> x = Vector512.Load(b + j), product = factor * x;
            Vector512<double> error = Vector512.FusedMultiplyAdd(factor, x, -product);
            error = Vector512.FusedMultiplyAdd(factorLow, x, error);
            if (bLow != null) error = Vector512.FusedMultiplyAdd(factor, Vector512.Load(bLow + j), error);
            Vector512<double> high = Vector512.Load(c + j), sum = high + product, part = sum - high;
            error += (high - (sum - part)) + (product - part);
            sum.Store(c + j);
            (Vector512.Load(cLow + j) + error).Store(cLow + j);
        }
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Gossip.Objectives;

/// <summary>Products of a data matrix with itself.</summary>
internal static unsafe class Gram
{
    /// <summary>AᵀA, d × d.</summary>
    public static AlignedMatrix OfColumns(AlignedMatrix a)
    {
        var ones = new double[a.Rows];
        Array.Fill(ones, 1);
        return OfColumns(a, ones);
    }

    /// <summary>Σᵣ weightᵣ aᵣaᵣᵀ, d × d.</summary>
    public static AlignedMatrix OfColumns(AlignedMatrix a, ReadOnlySpan<double> weights)
    {
        int d = a.Columns;
        var sum = new AlignedMatrix(d, d, brief: true);
        for (int r = 0; r < a.Rows; r++)
            for (int i = 0; i < d; i++)
                AddScaled(weights[r] * a.Row(r)[i], a.Row(r), sum.Row(i), i & -8, d);
        for (int i = 0; i < d; i++)
            for (int j = 0; j < i; j++)
                sum.Row(i)[j] = sum.Row(j)[i];
        return sum;
    }

    /// <summary>AAᵀ, m × m.</summary>
    public static AlignedMatrix OfRows(AlignedMatrix a)
    {
        var products = new AlignedMatrix(a.Rows, a.Rows, brief: true);
        for (int i = 0; i < a.Rows; i++)
            for (int j = 0; j <= i; j++)
                products.Row(i)[j] = products.Row(j)[i] = Lanes.Dot(a.Row(i), a.Row(j), Core.Padding.Of(a.Columns));
        return products;
    }

    /// <summary>y ← y + c·x over the whole registers from one index to another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddScaled(double c, double* x, double* y, int from, int to)
    {
        for (int k = from; k < to; k += 8)
            Vector512.FusedMultiplyAdd(Vector512.Create(c), Vector512.Load(x + k), Vector512.Load(y + k)).Store(y + k);
    }
}

using System.Runtime.Intrinsics;

namespace Gossip.Sdp.Algebra;

/// <summary>
/// A = L Lᵀ for symmetric positive definite A, by halving down to small blocks, so that nearly all the work is products.
/// L has A's size; what lies above its diagonal is undefined unless said otherwise.
/// </summary>
internal static unsafe class Cholesky
{
    private const int Small = 32;

    /// <summary>Overwrites the lower triangle of A with L; false where A is not positive definite (A is then spoilt).</summary>
    public static bool Factor(Dense a) => Factor(a.All);

    private static bool Factor(Block a)
    {
        int n = a.Rows;
        if (n <= Small) return FactorSmall(a);
        int h = Half(n);
        Block below = a.Part(h, 0, n - h, h), rest = a.Part(h, h, n - h, n - h);
        if (!Factor(a.Part(0, 0, h, h))) return false;
        SolveRows(a.Part(0, 0, h, h), below);
        Product.Add(-1, below, below.T, rest, lower: true);
        return Factor(rest);
    }

    private static int Half(int n) => (n / 2 + 7) & -8;

    private static bool FactorSmall(Block a)
    {
        for (int j = 0; j < a.Rows; j++)
        {
            double* row = a.P + j * a.RowStep;
            double pivot = row[j] - Rows.Dot(row, row, j);
            if (!(pivot > 0) || !double.IsFinite(pivot)) return false;
            row[j] = Math.Sqrt(pivot);
            double inverse = 1 / row[j];
            for (int i = j + 1; i < a.Rows; i++)
            {
                double* other = a.P + i * a.RowStep;
                other[j] = (other[j] - Rows.Dot(other, row, j)) * inverse;
            }
        }
        return true;
    }

    /// <summary>X ← X L⁻ᵀ.</summary>
    private static void SolveRows(Block l, Block x)
    {
        int n = l.Rows;
        if (n <= Small)
        {
            SolveRowsSmall(l, x);
            return;
        }
        int h = Half(n);
        Block x1 = x.Part(0, 0, x.Rows, h), x2 = x.Part(0, h, x.Rows, n - h);
        SolveRows(l.Part(0, 0, h, h), x1);
        Product.Add(-1, x1, l.Part(h, 0, n - h, h).T, x2);
        SolveRows(l.Part(h, h, n - h, n - h), x2);
    }

    /// <summary>As <see cref="SolveRows"/>, sixteen rows of X at a time, each lane of two registers being a row.</summary>
    private static void SolveRowsSmall(Block l, Block x)
    {
        const int Lanes = 16;
        double* columns = stackalloc double[Small * Lanes];
        for (int i0 = 0; i0 < x.Rows; i0 += Lanes)
        {
            int height = Math.Min(Lanes, x.Rows - i0);
            for (int i = 0; i < height; i++)
                for (int j = 0; j < l.Rows; j++) columns[j * Lanes + i] = x.P[(i0 + i) * x.RowStep + j];
            for (int j = 0; j < l.Rows; j++)
            {
                double* row = l.P + j * l.RowStep;
                double* column = columns + j * Lanes;
                Vector512<double> low = Vector512.Load(column), high = Vector512.Load(column + 8);
                for (int k = 0; k < j; k++)
                {
                    Vector512<double> f = Vector512.Create(-row[k]);
                    low = Vector512.FusedMultiplyAdd(f, Vector512.Load(columns + k * Lanes), low);
                    high = Vector512.FusedMultiplyAdd(f, Vector512.Load(columns + k * Lanes + 8), high);
                }
                Vector512<double> inverse = Vector512.Create(1 / row[j]);
                (low * inverse).Store(column);
                (high * inverse).Store(column + 8);
            }
            for (int i = 0; i < height; i++)
                for (int j = 0; j < l.Rows; j++) x.P[(i0 + i) * x.RowStep + j] = columns[j * Lanes + i];
        }
    }

    /// <summary>Solves L y = b in place.</summary>
    public static void Forward(Dense l, double* b)
    {
        for (int i = 0; i < l.Rows; i++) b[i] = (b[i] - Rows.Dot(l.RowAt(i), b, i)) / l[i, i];
    }

    /// <summary>Solves Lᵀ x = y in place.</summary>
    public static void Backward(Dense l, double* y)
    {
        for (int i = l.Rows - 1; i >= 0; i--)
        {
            y[i] /= l[i, i];
            Rows.AddScaled(-y[i], l.RowAt(i), y, i);
        }
    }

    /// <summary>Writes A⁻¹ in full to <paramref name="inverse"/>, from L; L is replaced by L⁻¹ with zeros above.</summary>
    public static void Invert(Dense l, Dense inverse)
    {
        int n = l.Rows;
        for (int i = 0; i < n; i++) l.Row(i)[(i + 1)..].Clear();
        InvertTriangle(l.All, inverse.All);
        inverse.Clear();
        Product.Add(1, l.All.T, l.All, inverse.All, lower: true);
        inverse.MirrorLower();
    }

    /// <summary>y ← L x, for L with or without zeros above.</summary>
    public static void Multiply(Dense l, ReadOnlySpan<double> x, Span<double> y)
    {
        for (int i = 0; i < l.Rows; i++) y[i] = Rows.Dot(l.Row(i)[..(i + 1)], x[..(i + 1)]);
    }

    /// <summary>y ← Lᵀ x.</summary>
    public static void MultiplyTransposed(Dense l, ReadOnlySpan<double> x, Span<double> y)
    {
        y.Clear();
        for (int i = 0; i < l.Rows; i++) Rows.AddScaled(x[i], l.Row(i)[..(i + 1)], y[..(i + 1)]);
    }

    private static void InvertTriangle(Block l, Block scratch)
    {
        int n = l.Rows;
        if (n > Small)
        {
            int h = Half(n);
            Block first = l.Part(0, 0, h, h), below = l.Part(h, 0, n - h, h), second = l.Part(h, h, n - h, n - h);
            InvertTriangle(first, scratch);
            InvertTriangle(second, scratch);
            Block product = scratch.Part(0, 0, n - h, h);
            product.Clear();
            Product.Add(-1, second, below, product);
            below.Clear();
            Product.Add(1, product, first, below);
            return;
        }
        double* sums = stackalloc double[Small];
        for (int i = 0; i < n; i++)
        {
            double* row = l.P + i * l.RowStep;
            new Span<double>(sums, Small).Clear();
            for (int k = 0; k < i; k++)
                Rows.AddScaled(row[k], l.P + k * l.RowStep, sums, k + 1);
            row[i] = 1 / row[i];
            for (int j = 0; j < i; j++) row[j] = -row[i] * sums[j];
        }
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Gossip.Sdp.Algebra;

/// <summary>
/// C ← C + α A B for dense matrices, in the manner of Goto and van de Geijn (ACM TOMS 34, 2008): panels of A and B are
/// packed so that an 8 × 24 tile of C stays in registers. The sums are formed in the same order whatever the machine.
/// </summary>
internal static unsafe class Product
{
    private const int TileRows = 8, TileColumns = 24, Depth = 256, PanelRows = 192, PanelColumns = 1536;

    /// <summary>
    /// Adds α A B to C, whose columns must be contiguous. With <paramref name="lower"/> only tiles that meet the lower
    /// triangle of C are formed; what lies above the diagonal is then undefined.
    /// </summary>
    public static void Add(double alpha, Block a, Block b, Block c, bool lower = false)
    {
        (int rows, int columns, int depth) = (c.Rows, c.Columns, a.Columns);
        if (rows == 0 || columns == 0 || depth == 0) return;
        int panelRows = Math.Min(PanelRows, Up(rows, TileRows)), panelColumns = Math.Min(PanelColumns, Up(columns, TileColumns));
        int kMost = Math.Min(Depth, depth);
        nuint bytes = (nuint)(panelRows * kMost + panelColumns * kMost + TileRows * TileColumns) * sizeof(double);
        double* packedA = Workspace.Get(bytes), packedB = packedA + panelRows * kMost, tile = packedB + panelColumns * kMost;
        for (int j0 = 0; j0 < columns; j0 += PanelColumns)
        {
            int width = Math.Min(PanelColumns, columns - j0);
            for (int k0 = 0; k0 < depth; k0 += Depth)
            {
                int k = Math.Min(Depth, depth - k0);
                Pack(b.Part(k0, j0, k, width).T, packedB, TileColumns, 1);
                for (int i0 = lower ? j0 / PanelRows * PanelRows : 0; i0 < rows; i0 += PanelRows)
                {
                    int height = Math.Min(PanelRows, rows - i0);
                    Pack(a.Part(i0, k0, height, k), packedA, TileRows, alpha);
                    for (int j = 0; j < width; j += TileColumns)
                        for (int i = 0; i < height; i += TileRows)
                        {
                            if (lower && i0 + i + TileRows <= j0 + j) continue;
                            Tile(k, packedA + i * k, packedB + j * k, tile, c.Part(i0 + i, j0 + j,
                                Math.Min(TileRows, height - i), Math.Min(TileColumns, width - j)));
                        }
                }
            }
        }
    }

    private static int Up(int size, int step) => (size + step - 1) / step * step;

    /// <summary>Writes strips of <paramref name="strip"/> rows, each column after column, padded with zero rows.</summary>
    private static void Pack(Block from, double* to, int strip, double factor)
    {
        for (int i0 = 0; i0 < from.Rows; i0 += strip, to += (nint)strip * from.Columns)
        {
            int height = Math.Min(strip, from.Rows - i0);
            double* start = from.P + i0 * from.RowStep;
            if (from.RowStep == 1 && height == strip)
            {
                Vector512<double> f = Vector512.Create(factor);
                for (int k = 0; k < from.Columns; k++)
                    for (int i = 0; i < strip; i += 8)
                        (Vector512.Load(start + k * from.ColumnStep + i) * f).Store(to + k * strip + i);
                continue;
            }
            for (int i = 0; i < strip; i++)
            {
                double* row = start + i * from.RowStep;
                if (i >= height) for (int k = 0; k < from.Columns; k++) to[k * strip + i] = 0;
                else for (int k = 0; k < from.Columns; k++) to[k * strip + i] = factor * row[k * from.ColumnStep];
            }
        }
    }

    private static void Tile(int k, double* a, double* b, double* tile, Block c)
    {
        if (c.Rows == TileRows && c.Columns == TileColumns)
        {
            Kernel(k, a, b, c.P, c.RowStep);
            return;
        }
        new Span<double>(tile, TileRows * TileColumns).Clear();
        Kernel(k, a, b, tile, TileColumns);
        for (int i = 0; i < c.Rows; i++)
            for (int j = 0; j < c.Columns; j++) c.P[i * c.RowStep + j] += tile[i * TileColumns + j];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Kernel(int k, double* a, double* b, double* c, nint step)
    {
        Vector512<double> c00 = default, c01 = default, c02 = default, c10 = default, c11 = default, c12 = default;
        Vector512<double> c20 = default, c21 = default, c22 = default, c30 = default, c31 = default, c32 = default;
        Vector512<double> c40 = default, c41 = default, c42 = default, c50 = default, c51 = default, c52 = default;
        Vector512<double> c60 = default, c61 = default, c62 = default, c70 = default, c71 = default, c72 = default;
        for (; k > 0; k--, a += TileRows, b += TileColumns)
        {
            Vector512<double> b0 = Vector512.Load(b), b1 = Vector512.Load(b + 8), b2 = Vector512.Load(b + 16);
            Vector512<double> x = Vector512.Create(a[0]);
            (c00, c01, c02) = (Fma(x, b0, c00), Fma(x, b1, c01), Fma(x, b2, c02));
            x = Vector512.Create(a[1]);
            (c10, c11, c12) = (Fma(x, b0, c10), Fma(x, b1, c11), Fma(x, b2, c12));
            x = Vector512.Create(a[2]);
            (c20, c21, c22) = (Fma(x, b0, c20), Fma(x, b1, c21), Fma(x, b2, c22));
            x = Vector512.Create(a[3]);
            (c30, c31, c32) = (Fma(x, b0, c30), Fma(x, b1, c31), Fma(x, b2, c32));
            x = Vector512.Create(a[4]);
            (c40, c41, c42) = (Fma(x, b0, c40), Fma(x, b1, c41), Fma(x, b2, c42));
            x = Vector512.Create(a[5]);
            (c50, c51, c52) = (Fma(x, b0, c50), Fma(x, b1, c51), Fma(x, b2, c52));
            x = Vector512.Create(a[6]);
            (c60, c61, c62) = (Fma(x, b0, c60), Fma(x, b1, c61), Fma(x, b2, c62));
            x = Vector512.Create(a[7]);
            (c70, c71, c72) = (Fma(x, b0, c70), Fma(x, b1, c71), Fma(x, b2, c72));
        }
        AddRow(c, c00, c01, c02);
        AddRow(c + step, c10, c11, c12);
        AddRow(c + 2 * step, c20, c21, c22);
        AddRow(c + 3 * step, c30, c31, c32);
        AddRow(c + 4 * step, c40, c41, c42);
        AddRow(c + 5 * step, c50, c51, c52);
        AddRow(c + 6 * step, c60, c61, c62);
        AddRow(c + 7 * step, c70, c71, c72);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Fma(Vector512<double> x, Vector512<double> y, Vector512<double> z) =>
        Vector512.FusedMultiplyAdd(x, y, z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddRow(double* c, Vector512<double> x, Vector512<double> y, Vector512<double> z)
    {
        (Vector512.Load(c) + x).Store(c);
        (Vector512.Load(c + 8) + y).Store(c + 8);
        (Vector512.Load(c + 16) + z).Store(c + 16);
    }

    /// <summary>A thread's scratch memory for packed panels, kept between products.</summary>
    private static class Workspace
    {
        [ThreadStatic] private static double[]? _scratch;

        public static double* Get(nuint bytes)
        {
            int length = (int)(bytes / sizeof(double)) + 8;
            if (_scratch is null || _scratch.Length < length) _scratch = GC.AllocateUninitializedArray<double>(length, pinned: true);
            return (double*)(((nint)Marshal.UnsafeAddrOfPinnedArrayElement(_scratch, 0) + 63) & ~(nint)63);
        }
    }
}

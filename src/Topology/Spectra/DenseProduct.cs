using System.Runtime.Intrinsics;

namespace Gossip.Topology;

/// <summary>C += A·B on row-major blocks, four rows by four registers of columns at a time.</summary>
internal static unsafe class DenseProduct
{
    /// <summary>Columns are worked on in whole panels of this many: strides and widths are multiples of it.</summary>
    public const int Panel = 32;

    /// <summary>Inner indices are taken in blocks of this many.</summary>
    public const int Block = 64;

    /// <summary>
    /// C (rows × columns) += A (rows × inner) · B (inner × columns). Rows are rounded up to four and columns to a panel:
    /// the memory there must exist. With <paramref name="upper"/> only panels that reach the diagonal or lie right of it.
    /// </summary>
    public static void Add(double* c, long strideC, double* a, long strideA, double* b, long strideB, int rows, int inner, int columns, bool upper = false)
    {
        double* packed = stackalloc double[Block * Panel];
        for (int k0 = 0; k0 < inner; k0 += Block)
        {
            int depth = Math.Min(Block, inner - k0);
            for (int j = 0; j < columns; j += Panel)
            {
                for (int k = 0; k < depth; k++)
                {
                    double* row = b + (k0 + k) * strideB + j;
                    for (int v = 0; v < Panel; v += 8) Vector512.Store(Vector512.Load(row + v), packed + k * Panel + v);
                }
                int last = upper ? Math.Min(rows, j + Panel) : rows;
                for (int i = 0; i < last; i += 4) Tile(c + i * strideC + j, strideC, a + i * strideA + k0, strideA, packed, depth);
            }
        }
    }

    private static void Tile(double* c, long strideC, double* a, long strideA, double* b, int depth)
    {
        double* c1 = c + strideC, c2 = c1 + strideC, c3 = c2 + strideC;
        double* a1 = a + strideA, a2 = a1 + strideA, a3 = a2 + strideA;
        Vector512<double> x00 = Vector512.Load(c), x01 = Vector512.Load(c + 8), x02 = Vector512.Load(c + 16), x03 = Vector512.Load(c + 24);
        Vector512<double> x10 = Vector512.Load(c1), x11 = Vector512.Load(c1 + 8), x12 = Vector512.Load(c1 + 16), x13 = Vector512.Load(c1 + 24);
        Vector512<double> x20 = Vector512.Load(c2), x21 = Vector512.Load(c2 + 8), x22 = Vector512.Load(c2 + 16), x23 = Vector512.Load(c2 + 24);
        Vector512<double> x30 = Vector512.Load(c3), x31 = Vector512.Load(c3 + 8), x32 = Vector512.Load(c3 + 16), x33 = Vector512.Load(c3 + 24);
        for (int k = 0; k < depth; k++, b += Panel)
        {
            Vector512<double> b0 = Vector512.Load(b), b1 = Vector512.Load(b + 8), b2 = Vector512.Load(b + 16), b3 = Vector512.Load(b + 24);
            Vector512<double> f = Vector512.Create(a[k]);
            x00 = Vector512.FusedMultiplyAdd(f, b0, x00);
            x01 = Vector512.FusedMultiplyAdd(f, b1, x01);
            x02 = Vector512.FusedMultiplyAdd(f, b2, x02);
            x03 = Vector512.FusedMultiplyAdd(f, b3, x03);
            f = Vector512.Create(a1[k]);
            x10 = Vector512.FusedMultiplyAdd(f, b0, x10);
            x11 = Vector512.FusedMultiplyAdd(f, b1, x11);
            x12 = Vector512.FusedMultiplyAdd(f, b2, x12);
            x13 = Vector512.FusedMultiplyAdd(f, b3, x13);
            f = Vector512.Create(a2[k]);
            x20 = Vector512.FusedMultiplyAdd(f, b0, x20);
            x21 = Vector512.FusedMultiplyAdd(f, b1, x21);
            x22 = Vector512.FusedMultiplyAdd(f, b2, x22);
            x23 = Vector512.FusedMultiplyAdd(f, b3, x23);
            f = Vector512.Create(a3[k]);
            x30 = Vector512.FusedMultiplyAdd(f, b0, x30);
            x31 = Vector512.FusedMultiplyAdd(f, b1, x31);
            x32 = Vector512.FusedMultiplyAdd(f, b2, x32);
            x33 = Vector512.FusedMultiplyAdd(f, b3, x33);
        }
        Vector512.Store(x00, c); Vector512.Store(x01, c + 8); Vector512.Store(x02, c + 16); Vector512.Store(x03, c + 24);
        Vector512.Store(x10, c1); Vector512.Store(x11, c1 + 8); Vector512.Store(x12, c1 + 16); Vector512.Store(x13, c1 + 24);
        Vector512.Store(x20, c2); Vector512.Store(x21, c2 + 8); Vector512.Store(x22, c2 + 16); Vector512.Store(x23, c2 + 24);
        Vector512.Store(x30, c3); Vector512.Store(x31, c3 + 8); Vector512.Store(x32, c3 + 16); Vector512.Store(x33, c3 + 24);
    }
}

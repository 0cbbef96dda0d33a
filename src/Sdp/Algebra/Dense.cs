using System.Runtime.InteropServices;

namespace Gossip.Sdp.Algebra;

/// <summary>
/// A dense matrix, row after row, zero at first, in pinned memory. Rows start on 64-byte boundaries, and the stride avoids
/// multiples of a page. Code that works on the pointer must keep the matrix reachable.
/// </summary>
internal sealed unsafe class Dense
{
    private readonly double[] _data;
    private readonly int _start;

    public Dense(int rows, int columns)
    {
        (Rows, Columns, Stride) = (rows, columns, (Math.Max(columns, 1) + 7) & -8);
        if (Stride % 512 == 0) Stride += 8;
        _data = GC.AllocateArray<double>(checked(rows * Stride) + 8, pinned: true);
        nint address = Marshal.UnsafeAddrOfPinnedArrayElement(_data, 0);
        _start = (int)(-address & 63) / sizeof(double);
        P = (double*)address + _start;
    }

    public int Rows { get; }

    public int Columns { get; }

    /// <summary>Doubles from one row to the next.</summary>
    public int Stride { get; }

    /// <summary>The element (0, 0).</summary>
    public double* P { get; }

    public double* RowAt(int i) => P + (nint)i * Stride;

    public Span<double> Row(int i) => _data.AsSpan(_start + i * Stride, Columns);

    public double this[int i, int j]
    {
        get => _data[_start + i * Stride + j];
        set => _data[_start + i * Stride + j] = value;
    }

    /// <summary>The matrix as an operand of a product.</summary>
    public Block All => new(P, Rows, Columns, Stride, 1);

    public void Clear()
    {
        for (int i = 0; i < Rows; i++) Row(i).Clear();
    }

    public void CopyFrom(Dense other)
    {
        for (int i = 0; i < Rows; i++) other.Row(i).CopyTo(Row(i));
    }

    /// <summary>Copies the lower triangle to the upper one, tile by tile.</summary>
    public void MirrorLower()
    {
        const int Tile = 32;
        for (int i0 = 0; i0 < Rows; i0 += Tile)
            for (int j0 = 0; j0 <= i0; j0 += Tile)
                for (int i = i0; i < Math.Min(i0 + Tile, Rows); i++)
                    for (int j = j0; j < Math.Min(j0 + Tile, i); j++) this[j, i] = this[i, j];
    }

    /// <summary>Replaces M by (M + Mᵀ)/2.</summary>
    public void Symmetrize()
    {
        const int Tile = 32;
        for (int i0 = 0; i0 < Rows; i0 += Tile)
            for (int j0 = 0; j0 <= i0; j0 += Tile)
                for (int i = i0; i < Math.Min(i0 + Tile, Rows); i++)
                    for (int j = j0; j < Math.Min(j0 + Tile, i); j++)
                        this[i, j] = this[j, i] = 0.5 * (this[i, j] + this[j, i]);
    }

    /// <summary>Replaces a symmetric M by ΠMΠ, whose rows and columns sum to zero.</summary>
    public void Centre()
    {
        double[] mean = new double[Rows];
        double total = 0;
        for (int i = 0; i < Rows; i++)
        {
            foreach (double x in Row(i)) mean[i] += x;
            total += mean[i] /= Rows;
        }
        total /= Rows;
        for (int i = 0; i < Rows; i++)
        {
            double shift = total - mean[i];
            Span<double> row = Row(i);
            for (int j = 0; j < row.Length; j++) row[j] += shift - mean[j];
        }
    }
}

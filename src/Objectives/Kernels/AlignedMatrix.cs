using Gossip.Core;

namespace Gossip.Objectives;

/// <summary>
/// A row-major matrix at a fixed address: rows start on 64-byte boundaries and are padded with zeros to whole
/// registers. One more row of zeros follows the last, for kernels that take eight rows at a time.
/// </summary>
internal sealed unsafe class AlignedMatrix
{
    /// <summary>Keeps the memory alive.</summary>
    private readonly AlignedBuffer _memory;

    /// <summary>Zeros; <paramref name="brief"/> says that the matrix lives no longer than a call.</summary>
    public AlignedMatrix(int rows, int columns, bool brief = false)
    {
        (Rows, Columns, Stride) = (rows, columns, Math.Max(Padding.Of(columns), Padding.Lanes));
        // rows 4096 bytes apart would compete for the same cache sets
        if (Stride % 512 == 0) Stride += Padding.Lanes;
        _memory = (brief ? Slab.Brief : Slab.Lasting).Reserve((rows + 1L) * Stride, out double* start);
        Pointer = start;
    }

    /// <summary>A vector, stored as rows of eight; its length is rounded up to a multiple of eight.</summary>
    public static AlignedMatrix OfLength(int length) => new(Padding.Of(length) / Padding.Lanes, Padding.Lanes);

    public int Rows { get; }

    public int Columns { get; }

    /// <summary>Doubles from one row to the next.</summary>
    public int Stride { get; }

    /// <summary>Address of the first row, valid as long as this object is reachable.</summary>
    public double* Pointer { get; }

    /// <summary>Bytes from <see cref="Pointer"/> to the end of the last row.</summary>
    public long Bytes => (long)Rows * Stride * sizeof(double);

    /// <summary>Row i without its padding; i = <see cref="Rows"/> is the row of zeros.</summary>
    public Span<double> this[int i] => new(Row(i), Columns);

    /// <summary>Row i's address.</summary>
    public double* Row(int i) => Pointer + (long)i * Stride;
}

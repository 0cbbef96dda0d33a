namespace Gossip.Sdp.Algebra;

/// <summary>
/// A rectangle of a matrix, or its transpose: element (i, j) lies at <c>P[i·RowStep + j·ColumnStep]</c>. Holds on to
/// the matrix whose memory it shows.
/// </summary>
internal readonly unsafe struct Block(double* p, int rows, int columns, nint rowStep, nint columnStep, Dense owner)
{
    public double* P { get; } = p;

    public int Rows { get; } = rows;

    public int Columns { get; } = columns;

    public nint RowStep { get; } = rowStep;

    public nint ColumnStep { get; } = columnStep;

    public Dense Owner { get; } = owner;

    public Block T => new(P, Columns, Rows, ColumnStep, RowStep, Owner);

    public Block Part(int row, int column, int rows, int columns) =>
        new(P + row * RowStep + column * ColumnStep, rows, columns, RowStep, ColumnStep, Owner);
}

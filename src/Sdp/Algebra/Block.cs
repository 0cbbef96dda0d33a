namespace Gossip.Sdp.Algebra;

/// <summary>
/// A rectangle of a matrix, or its transpose: element (i, j) lies at <c>P[i·RowStep + j·ColumnStep]</c>. The
/// matrix must stay reachable.
/// </summary>
internal readonly unsafe struct Block(double* p, int rows, int columns, nint rowStep, nint columnStep)
{
    public double* P { get; } = p;

    public int Rows { get; } = rows;

    public int Columns { get; } = columns;

    public nint RowStep { get; } = rowStep;

    public nint ColumnStep { get; } = columnStep;

    public Block T => new(P, Columns, Rows, ColumnStep, RowStep);

    /// <summary>Sets all to zero; columns must be contiguous.</summary>
    public void Clear()
    {
        for (int i = 0; i < Rows; i++) new Span<double>(P + i * RowStep, Columns).Clear();
    }

    public Block Part(int row, int column, int rows, int columns) =>
        new(P + row * RowStep + column * ColumnStep, rows, columns, RowStep, ColumnStep);
}

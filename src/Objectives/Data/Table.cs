namespace Gossip.Objectives;

/// <summary>Rows of numbers with a target each, and where they came from.</summary>
public sealed class Table
{
    /// <summary>
    /// A table of <paramref name="targets"/>.Length rows; <paramref name="features"/> holds them one after another.
    /// </summary>
    public Table(string source, IReadOnlyList<string> columns, double[] features, double[] targets, int[]? lines = null)
    {
        if (features.Length != (long)columns.Count * targets.Length)
            throw new ArgumentException($"{targets.Length} rows of {columns.Count} features are not {features.Length} numbers", nameof(features));
        (Source, Columns, Features, Targets, Lines) = (source, columns, features, targets, lines);
    }

    /// <summary>The file's name.</summary>
    public string Source { get; }

    /// <summary>Names of the features.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The features, row after row.</summary>
    public double[] Features { get; }

    /// <summary>What is to be predicted, one number a row.</summary>
    public double[] Targets { get; }

    /// <summary>The line of the file on which each row stands, or null where the file has no lines.</summary>
    public int[]? Lines { get; }

    /// <summary>Number of rows.</summary>
    public int Rows => Targets.Length;

    /// <summary>Number of features.</summary>
    public int Width => Columns.Count;

    /// <summary>The features of a row.</summary>
    public Span<double> this[int row] => Features.AsSpan(row * Width, Width);

    /// <summary>"file, line 3" or "file, record 3": where a row stands, for messages.</summary>
    public string Place(int row) => Lines is null ? $"{Source}, record {row + 1}" : $"{Source}, line {Lines[row]}";

    /// <summary>The given rows, in the given order.</summary>
    public Table Take(ReadOnlySpan<int> rows)
    {
        var features = new double[rows.Length * Width];
        var targets = new double[rows.Length];
        int[]? lines = Lines is null ? null : new int[rows.Length];
        for (int r = 0; r < rows.Length; r++)
        {
            this[rows[r]].CopyTo(features.AsSpan(r * Width));
            targets[r] = Targets[rows[r]];
            if (lines is not null) lines[r] = Lines![rows[r]];
        }
        return new Table(Source, Columns, features, targets, lines);
    }

    /// <summary>The table with features x1, x2, … up to <paramref name="width"/>, the new ones zero.</summary>
    internal Table WidenedTo(int width)
    {
        var features = new double[checked(Rows * width)];
        for (int r = 0; r < Rows; r++) this[r].CopyTo(features.AsSpan(r * width));
        return new Table(Source, [.. Enumerable.Range(1, width).Select(k => $"x{k}")], features, Targets, Lines);
    }

    internal AlignedMatrix ToMatrix()
    {
        var matrix = new AlignedMatrix(Rows, Width);
        for (int r = 0; r < Rows; r++) this[r].CopyTo(matrix[r]);
        return matrix;
    }
}

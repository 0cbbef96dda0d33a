using Gossip.Core;

namespace Gossip.Objectives;

/// <summary>A file's numbers before it is said which column is the target.</summary>
/// <param name="Source">The file.</param>
/// <param name="Names">Column names, or null.</param>
/// <param name="Width">Number of columns.</param>
/// <param name="Values">All numbers, row after row.</param>
/// <param name="Lines">The line of each row, or null for binary files.</param>
internal sealed record RawData(string Source, string[]? Names, int Width, double[] Values, int[]? Lines)
{
    public int Rows => Width == 0 ? 0 : Values.Length / Width;

    /// <summary>
    /// Takes the column called <paramref name="target"/>, or else one called y, or else the last, as the target.
    /// </summary>
    public Table WithTarget(string? target)
    {
        if (Rows == 0) throw InputException.At(Source, "no rows", "one sample a line");
        if (Width < 2) throw InputException.At(Source, "one column", "features and a target");
        int column = Width - 1;
        if (Names is not null)
        {
            int named = Array.IndexOf(Names, target ?? "y");
            if (named >= 0) column = named;
            else if (target is not null)
                throw InputException.At(Source, $"no column '{target}'", $"one of its {Width} columns{Nearest.Hint(target, Names)}");
        }
        else if (target is not null)
        {
            throw InputException.At(Source, "no header", $"a header that names the target column '{target}'");
        }
        return Split(column);
    }

    /// <summary>
    /// The rows of each client, without the column that says whose they are: clients by the numbers in it, ascending, their rows
    /// in the order of the file.
    /// </summary>
    public IReadOnlyList<RawData> ByClient(string column)
    {
        if (Names is null) throw InputException.At(Source, "no header", $"a header that names the column '{column}' of the clients");
        int at = Array.IndexOf(Names, column);
        if (at < 0) throw InputException.At(Source, $"no column '{column}'", $"one of its {Width} columns{Nearest.Hint(column, Names)}");
        if (Rows == 0) throw InputException.At(Source, "no rows", "one sample a line");
        string[] names = [.. Names.Where((_, k) => k != at)];
        return
        [
            .. from row in Enumerable.Range(0, Rows)
               group row by Values[row * Width + at] into client
               orderby client.Key
               select this with
               {
                   Names = names,
                   Width = Width - 1,
                   Values = [.. client.SelectMany(row => Values.AsSpan(row * Width, Width).ToArray().Where((_, k) => k != at))],
                   Lines = Lines is null ? null : [.. client.Select(row => Lines[row])],
               },
        ];
    }

    /// <summary>All columns are features; the targets stand in another file of one column.</summary>
    public Table With(RawData targets)
    {
        if (targets.Width != 1) throw InputException.At(targets.Source, $"{targets.Width} columns", "one");
        if (targets.Rows != Rows) throw InputException.At(targets.Source, $"{targets.Rows} rows", $"{Rows} as in {Path.GetFileName(Source)}");
        return new Table(Source, Names ?? Numbered(Width), Values, targets.Values, Lines);
    }

    /// <summary>Where a row stands, for messages.</summary>
    public string Place(int row) => Lines is null ? $"{Source}, record {row + 1}" : $"{Source}, line {Lines[row]}";

    private static string[] Numbered(int count) => [.. Enumerable.Range(1, count).Select(k => $"x{k}")];

    private Table Split(int column)
    {
        int width = Width - 1;
        var features = new double[Rows * width];
        var targets = new double[Rows];
        for (int r = 0; r < Rows; r++)
        {
            ReadOnlySpan<double> row = Values.AsSpan(r * Width, Width);
            row[..column].CopyTo(features.AsSpan(r * width));
            row[(column + 1)..].CopyTo(features.AsSpan(r * width + column));
            targets[r] = row[column];
        }
        string[] names = Names ?? Numbered(Width);
        return new Table(Source, [.. names.Where((_, k) => k != column)], features, targets, Lines);
    }
}

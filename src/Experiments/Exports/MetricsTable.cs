using System.Globalization;
using Gossip.Core;

namespace Gossip.Experiments.Exports;

/// <summary>metrics.csv of any kind of run as columns, for the other formats.</summary>
/// <param name="Names">The columns' names in order.</param>
/// <param name="Columns">The columns, NaN where a cell is empty.</param>
internal sealed record MetricsTable(IReadOnlyList<string> Names, IReadOnlyList<double[]> Columns)
{
    private static readonly string[] s_counts = ["gradients", "communications", "bytes", "bytes_sent", "round", "rounds", "updates"];

    /// <summary>Number of rows.</summary>
    public int Rows => Columns[0].Length;

    /// <summary>Whether a column has whole numbers.</summary>
    public static bool IsCount(string name) => s_counts.Contains(name);

    /// <summary>The column of a name, or null where the run has none.</summary>
    public double[]? this[string name] => Names.Index().FirstOrDefault(c => c.Item == name) is (var index, not null) ? Columns[index] : null;

    /// <summary>Reads the file.</summary>
    public static MetricsTable Read(string path)
    {
        string[] lines = File.ReadAllLines(path);
        string[] names = lines[0].Split(',');
        double[][] columns = [.. names.Select(_ => new double[lines.Length - 1])];
        for (int row = 0; row < lines.Length - 1; row++)
        {
            string[] cells = lines[row + 1].Split(',');
            if (cells.Length != names.Length) throw InputException.At($"{path}, line {row + 2}", $"{cells.Length} columns", $"{names.Length}");
            for (int c = 0; c < cells.Length; c++) columns[c][row] = cells[c] == "" ? double.NaN : double.Parse(cells[c], CultureInfo.InvariantCulture);
        }
        return new(names, columns);
    }

    /// <summary>The same as Parquet.</summary>
    public ParquetTable ToParquet()
    {
        ParquetTable table = new();
        foreach ((string name, double[] column) in Names.Zip(Columns))
        {
            if (IsCount(name)) table.Counts(name, column.Select(value => double.IsNaN(value) ? (long?)null : (long)value));
            else table.Numbers(name, column);
        }
        return table;
    }
}

using System.Globalization;
using System.Text;
using Gossip.Core;

namespace Gossip.Experiments.Running;

/// <summary>A CSV file of measurements, written row by row so that a killed run keeps what it measured. Numbers round-trip.</summary>
public abstract class PointFile<TPoint> : IDisposable
{
    private readonly StreamWriter _text;
    private readonly Func<TPoint, string> _line;

    private protected PointFile(string path, string header, Func<TPoint, string> line, IEnumerable<TPoint> rows)
    {
        _line = line;
        _text = new(path, false, new UTF8Encoding(false)) { NewLine = "\n" };
        _text.WriteLine(header);
        foreach (TPoint row in rows) Add(row);
        Flush();
    }

    /// <summary>Appends a row.</summary>
    public void Add(TPoint row) => _text.WriteLine(_line(row));

    /// <summary>Hands all rows to the operating system.</summary>
    public void Flush() => _text.Flush();

    /// <inheritdoc/>
    public void Dispose()
    {
        _text.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>A number, or nothing where there is none.</summary>
    private protected static string OrNothing(double value) => double.IsNaN(value) ? "" : value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Reads the first <paramref name="most"/> rows, each of as many cells as <paramref name="header"/>; an empty cell is NaN.</summary>
    private protected static List<TPoint> Read(string path, int most, string header, Func<double[], long[], TPoint> point)
    {
        if (!File.Exists(path)) throw InputException.At(path, "no such file", "the metrics of a run");
        int columns = header.Split(',').Length;
        List<TPoint> rows = [];
        foreach (string line in File.ReadLines(path).Skip(1).Take(most))
        {
            string place = $"{path}, line {rows.Count + 2}";
            string[] cells = line.Split(',');
            if (cells.Length != columns) throw InputException.At(place, $"{cells.Length} columns", $"{columns}");
            double[] numbers = [.. cells.Select(cell => cell == "" ? double.NaN
                : double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value
                : throw InputException.At(place, $"'{cell}'", "a number"))];
            rows.Add(point(numbers, [.. cells.Select(cell => long.TryParse(cell, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long count) ? count : 0)]));
        }
        return rows;
    }
}

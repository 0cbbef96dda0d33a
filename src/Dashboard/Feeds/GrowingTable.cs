using System.Globalization;
using System.Text;

namespace Gossip.Dashboard.Feeds;

/// <summary>A CSV file that somebody writes row by row: every look reads what has been added, whole lines only.</summary>
internal sealed class GrowingTable(string path)
{
    private readonly List<double[]> _news = [];
    private string[] _columns = [], _last = [];
    private long _at;

    /// <summary>The names of its columns; none before the first line is there.</summary>
    public IReadOnlyList<string> Columns => _columns;

    /// <summary>The rows that the last look found, NaN where a cell is no number.</summary>
    public IReadOnlyList<double[]> News => _news;

    /// <summary>Whether the file has begun anew since the look before.</summary>
    public bool IsNew { get; private set; }

    /// <summary>Looks.</summary>
    public GrowingTable Read()
    {
        _news.Clear();
        IsNew = false;
        if (!File.Exists(path)) return this;
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (file.Length < _at) Forget();
        file.Position = _at;
        byte[] bytes = new byte[file.Length - _at];
        int read = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false), end = bytes.AsSpan(0, read).LastIndexOf((byte)'\n') + 1;
        _at += end;
        foreach (string line in Encoding.UTF8.GetString(bytes, 0, end).Split('\n', StringSplitOptions.RemoveEmptyEntries)) Take(line.Split(','));
        return this;
    }

    /// <summary>The last row's number in a column; null where there is none.</summary>
    public double? Last(string column) => Text(column) is { } text && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : null;

    /// <summary>The last row's cell in a column; null where there is none.</summary>
    public string? Text(string column) => Array.IndexOf(_columns, column) is >= 0 and var at && at < _last.Length && _last[at].Length > 0 ? _last[at] : null;

    private void Take(string[] cells)
    {
        if (_columns.Length == 0)
        {
            (_columns, IsNew) = (cells, true);
            return;
        }
        if (cells.Length != _columns.Length) return;
        _last = cells;
        _news.Add([.. cells.Select(cell => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : double.NaN)]);
    }

    private void Forget() => (_at, _columns, _last) = (0, [], []);
}

using System.Globalization;
using System.Text;
using Gossip.Core;
using Gossip.Experiments.Report;

namespace Gossip.Experiments.Running;

/// <summary>metrics.csv, written row by row so that a killed run keeps what it measured. Numbers round-trip.</summary>
public sealed class MetricsFile : IDisposable
{
    private const string Header = "time,gradients,communications,error,mean_squared_distance,suboptimality,consensus_distance,bound";
    private readonly StreamWriter _text;

    private MetricsFile(string path, IEnumerable<MetricPoint> rows)
    {
        _text = new(path, false, new UTF8Encoding(false)) { NewLine = "\n" };
        _text.WriteLine(Header);
        foreach (MetricPoint row in rows) Add(row);
        Flush();
    }

    /// <summary>Begins a file, with the rows that a checkpoint had.</summary>
    public static MetricsFile Begin(string path, IEnumerable<MetricPoint> rows) => new(path, rows);

    /// <summary>Appends a row.</summary>
    public void Add(MetricPoint row) => _text.WriteLine(Line(row));

    /// <summary>Hands all rows to the operating system.</summary>
    public void Flush() => _text.Flush();

    /// <inheritdoc/>
    public void Dispose() => _text.Dispose();

    /// <summary>A row as it stands in the file.</summary>
    public static string Line(MetricPoint p) => string.Create(CultureInfo.InvariantCulture,
        $"{p.Time},{p.Gradients},{p.Communications},{p.Error},{p.MeanSquaredDistance},{p.Suboptimality},{p.ConsensusDistance},{(double.IsNaN(p.Bound) ? "" : p.Bound.ToString(CultureInfo.InvariantCulture))}");

    /// <summary>Reads the first <paramref name="most"/> rows.</summary>
    public static List<MetricPoint> Read(string path, int most = int.MaxValue)
    {
        if (!File.Exists(path)) throw InputException.At(path, "no such file", "the metrics of a run");
        List<MetricPoint> rows = [];
        foreach (string line in File.ReadLines(path).Skip(1).Take(most))
        {
            string[] cells = line.Split(',');
            if (cells.Length != 8) throw InputException.At($"{path}, line {rows.Count + 2}", $"{cells.Length} columns", "8");
            rows.Add(new(Number(0), long.Parse(cells[1], CultureInfo.InvariantCulture), long.Parse(cells[2], CultureInfo.InvariantCulture),
                Number(3), Number(4), Number(5), Number(6), cells[7] == "" ? double.NaN : Number(7)));

            double Number(int column) => double.TryParse(cells[column], NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
                ? value : throw InputException.At($"{path}, line {rows.Count + 2}", $"'{cells[column]}'", "a number");
        }
        return rows;
    }
}

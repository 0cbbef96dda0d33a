using System.Globalization;
using Gossip.Experiments.Exports;
using Gossip.Experiments.Running;

namespace Gossip.Experiments.Sweeps;

/// <summary>A column of a tidy table: how it stands in CSV and in Parquet.</summary>
internal abstract record TableColumn<TRow>(string Name)
{
    /// <summary>A cell of it as CSV.</summary>
    public abstract string Csv(TRow row);

    /// <summary>Adds it to a Parquet table.</summary>
    public abstract void AddTo(ParquetTable table, IReadOnlyList<TRow> rows);

    /// <summary>A column of texts.</summary>
    public static TableColumn<TRow> Text(string name, Func<TRow, string?> of) => new Texts(name, of);

    /// <summary>A column of whole numbers.</summary>
    public static TableColumn<TRow> Count(string name, Func<TRow, long?> of) => new Counts(name, of);

    /// <summary>A column of numbers; NaN is an empty cell.</summary>
    public static TableColumn<TRow> Number(string name, Func<TRow, double?> of) => new Numbers(name, of);

    /// <summary>The lines of a CSV file.</summary>
    public static IEnumerable<string> Lines(IReadOnlyList<TableColumn<TRow>> columns, IEnumerable<TRow> rows) =>
        rows.Select(row => string.Join(',', columns.Select(c => c.Csv(row)))).Prepend(string.Join(',', columns.Select(c => Quoted(c.Name))));

    private static string Quoted(string text) => text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private sealed record Texts(string Name, Func<TRow, string?> Of) : TableColumn<TRow>(Name)
    {
        public override string Csv(TRow row) => Quoted(Of(row) ?? "");

        public override void AddTo(ParquetTable table, IReadOnlyList<TRow> rows) => table.Texts(Name, rows.Select(Of));
    }

    private sealed record Counts(string Name, Func<TRow, long?> Of) : TableColumn<TRow>(Name)
    {
        public override string Csv(TRow row) => Of(row)?.ToString(CultureInfo.InvariantCulture) ?? "";

        public override void AddTo(ParquetTable table, IReadOnlyList<TRow> rows) => table.Counts(Name, rows.Select(Of));
    }

    private sealed record Numbers(string Name, Func<TRow, double?> Of) : TableColumn<TRow>(Name)
    {
        public override string Csv(TRow row) => Cell.OrNothing(Of(row) ?? double.NaN);

        public override void AddTo(ParquetTable table, IReadOnlyList<TRow> rows) => table.Numbers(Name, rows.Select(row => Of(row) ?? double.NaN));
    }
}

using Gossip.Core;
using Parquet;
using Parquet.Schema;

namespace Gossip.Experiments.Exports;

/// <summary>
/// A table as a Parquet file: columns of texts, counts and numbers, all of one length, in one row group. What a cell does not
/// have is null there, as an empty cell of a CSV file is. The same table gives the same bytes.
/// </summary>
public sealed class ParquetTable
{
    private readonly List<(DataField Field, int Rows, Func<ParquetRowGroupWriter, DataField, Task> Write)> _columns = [];

    /// <summary>Adds a column of texts.</summary>
    public ParquetTable Texts(string name, IEnumerable<string?> values)
    {
        string?[] cells = [.. values];
        // null cells are told by the field, which the library's signature does not say
        return Add(new(name, typeof(string), isNullable: true), cells.Length, (to, field) => to.WriteAsync(field, cells!));
    }

    /// <summary>Adds a column of whole numbers.</summary>
    public ParquetTable Counts(string name, IEnumerable<long?> values)
    {
        long?[] cells = [.. values];
        return Add(new(name, typeof(long), isNullable: true), cells.Length, (to, field) => to.WriteAsync<long>(field, cells));
    }

    /// <summary>Adds a column of numbers; NaN is null.</summary>
    public ParquetTable Numbers(string name, IEnumerable<double> values)
    {
        double?[] cells = [.. values.Select(value => double.IsNaN(value) ? (double?)null : value)];
        return Add(new(name, typeof(double), isNullable: true), cells.Length, (to, field) => to.WriteAsync<double>(field, cells));
    }

    /// <summary>Writes the file; it is there as a whole or not at all.</summary>
    public void Write(string path)
    {
        if (_columns.Select(c => c.Rows).Distinct().Count() != 1) throw new InvalidOperationException("columns of one table have one length");
        AtomicFile.WriteBytes(path, to => WriteAsync(to).GetAwaiter().GetResult());
    }

    private ParquetTable Add(DataField field, int rows, Func<ParquetRowGroupWriter, DataField, Task> write)
    {
        _columns.Add((field, rows, write));
        return this;
    }

    private async Task WriteAsync(Stream to)
    {
        ParquetSchema schema = new(_columns.Select(Field (c) => c.Field).ToArray());
        await using ParquetWriter writer = await ParquetWriter.CreateAsync(schema, to).ConfigureAwait(false);
        using ParquetRowGroupWriter rows = writer.CreateRowGroup();
        foreach ((DataField field, _, Func<ParquetRowGroupWriter, DataField, Task> write) in _columns) await write(rows, field).ConfigureAwait(false);
        rows.CompleteValidate();
    }
}

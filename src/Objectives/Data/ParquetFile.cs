using System.Globalization;
using System.Numerics;
using Gossip.Core;
using Parquet;
using Parquet.Schema;

namespace Gossip.Objectives;

/// <summary>Apache Parquet: flat columns of whole or real numbers, or of true and false (1 and 0), in any number of row groups.</summary>
internal static class ParquetFile
{
    private const string Expected = "numbers, or true and false";

    public static RawData Read(string path)
    {
        using Stream file = Seekable(path);
        try
        {
            return ReadAsync(path, file).GetAwaiter().GetResult();
        }
        catch (Exception error) when (error is not (InputException or OverflowException or OutOfMemoryException))
        {
            // what a broken file makes the library throw is not told anywhere
            throw InputException.At(path, "a broken file", "a Parquet file");
        }
    }

    private static async Task<RawData> ReadAsync(string path, Stream file)
    {
        await using ParquetReader reader = await ParquetReader.CreateAsync(file, leaveStreamOpen: true).ConfigureAwait(false);
        DataField[] columns = [.. reader.Schema.Fields.Select(field => Flat(field, path))];
        double[] values = [];
        int before = 0;
        for (int g = 0; g < reader.RowGroupCount; g++)
        {
            using ParquetRowGroupReader group = reader.OpenRowGroupReader(g);
            int rows = checked((int)group.RowCount);
            Array.Resize(ref values, checked((before + rows) * columns.Length));
            for (int c = 0; c < columns.Length; c++)
            {
                double?[] cells = await Cells(group, columns[c], rows).ConfigureAwait(false);
                for (int r = 0; r < rows; r++)
                {
                    string Place() => $"{path}, record {before + r + 1}";
                    if (cells[r] is not { } value) throw InputException.At(Place(), $"nothing in column {columns[c].Name}", "a number");
                    if (!double.IsFinite(value)) throw InputException.At(Place(), $"{value.ToString(CultureInfo.InvariantCulture)} in column {columns[c].Name}", "a finite number");
                    values[(before + r) * columns.Length + c] = value;
                }
            }
            before += rows;
        }
        return new RawData(path, [.. columns.Select(column => column.Name)], columns.Length, values, null);
    }

    private static DataField Flat(Field field, string path)
    {
        if (field is not DataField column || column.IsArray) throw InputException.At(path, $"a nested column {field.Name}", Expected);
        return IsNumber(column.ClrType) ? column
            : throw InputException.At(path, $"{Told(column.ClrType)} in column {column.Name}", Expected);
    }

    private static string Told(Type type) =>
        type == typeof(string) || type == typeof(ReadOnlyMemory<char>) ? "texts" : type.IsGenericType || type.IsArray ? "bytes" : $"values of type {type.Name}";

    private static bool IsNumber(Type type) => Type.GetTypeCode(type) is TypeCode.Boolean or >= TypeCode.SByte and <= TypeCode.Decimal;

    /// <summary>A column of a row group; null where there is nothing.</summary>
    private static Task<double?[]> Cells(ParquetRowGroupReader group, DataField column, int rows) => Type.GetTypeCode(column.ClrType) switch
    {
        TypeCode.Boolean => Cells<bool>(group, column, rows, x => x ? 1 : 0),
        TypeCode.SByte => Numbers<sbyte>(group, column, rows),
        TypeCode.Byte => Numbers<byte>(group, column, rows),
        TypeCode.Int16 => Numbers<short>(group, column, rows),
        TypeCode.UInt16 => Numbers<ushort>(group, column, rows),
        TypeCode.Int32 => Numbers<int>(group, column, rows),
        TypeCode.UInt32 => Numbers<uint>(group, column, rows),
        TypeCode.Int64 => Numbers<long>(group, column, rows),
        TypeCode.UInt64 => Numbers<ulong>(group, column, rows),
        TypeCode.Single => Numbers<float>(group, column, rows),
        TypeCode.Decimal => Numbers<decimal>(group, column, rows),
        _ => Numbers<double>(group, column, rows),
    };

    private static Task<double?[]> Numbers<T>(ParquetRowGroupReader group, DataField column, int rows) where T : struct, INumberBase<T> =>
        Cells<T>(group, column, rows, double.CreateChecked);

    private static async Task<double?[]> Cells<T>(ParquetRowGroupReader group, DataField column, int rows, Func<T, double> value) where T : struct
    {
        if (column.IsNullable)
        {
            T?[] found = new T?[rows];
            await group.ReadAsync<T>(column, found.AsMemory()).ConfigureAwait(false);
            return [.. found.Select(x => x is { } some ? value(some) : (double?)null)];
        }
        T[] all = new T[rows];
        await group.ReadAsync<T>(column, all.AsMemory()).ConfigureAwait(false);
        return [.. all.Select(x => (double?)value(x))];
    }

    /// <summary>The file, from any place: what is gzipped is unpacked first.</summary>
    private static Stream Seekable(string path)
    {
        Stream file = DataFile.Open(path);
        if (file.CanSeek) return file;
        using (file)
        {
            MemoryStream whole = new();
            file.CopyTo(whole);
            whole.Position = 0;
            return whole;
        }
    }
}

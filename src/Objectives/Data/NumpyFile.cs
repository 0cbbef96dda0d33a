using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Gossip.Core;

namespace Gossip.Objectives;

/// <summary>
/// NumPy's <c>.npy</c>, versions 1 to 3 (NEP 1): one array of one or two dimensions, little-endian f4, f8, i4, i8, or
/// u1, b1, in C or Fortran order.
/// </summary>
internal static partial class NumpyFile
{
    private static readonly byte[] Magic = [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    public static RawData Read(string path)
    {
        using Stream stream = DataFile.Open(path);
        try
        {
            (string type, bool fortran, int rows, int columns) = Header(stream, path);
            int size = type[^1] - '0';
            var bytes = new byte[checked(rows * (long)columns * size)];
            stream.ReadExactly(bytes);
            var values = new double[rows * columns];
            for (int k = 0; k < values.Length; k++)
            {
                int at = fortran ? k % columns * rows + k / columns : k;
                ReadOnlySpan<byte> element = bytes.AsSpan(at * size, size);
                values[k] = type switch
                {
                    "<f8" => BinaryPrimitives.ReadDoubleLittleEndian(element),
                    "<f4" => BinaryPrimitives.ReadSingleLittleEndian(element),
                    "<i8" => BinaryPrimitives.ReadInt64LittleEndian(element),
                    "<i4" => BinaryPrimitives.ReadInt32LittleEndian(element),
                    _ => element[0],
                };
                if (!double.IsFinite(values[k]))
                    throw InputException.At($"{path}, record {k / columns + 1}", $"{values[k]} in column {k % columns + 1}", "a finite number");
            }
            return new RawData(path, null, columns, values, null);
        }
        catch (EndOfStreamException)
        {
            throw InputException.At(path, "a file that ends early", "the whole array");
        }
    }

    private static (string Type, bool Fortran, int Rows, int Columns) Header(Stream stream, string path)
    {
        Span<byte> start = stackalloc byte[8];
        stream.ReadExactly(start);
        if (!start[..6].SequenceEqual(Magic)) throw InputException.At(path, "other bytes", "a NumPy file");
        Span<byte> length = stackalloc byte[4];
        length.Clear();
        stream.ReadExactly(length[..(start[6] == 1 ? 2 : 4)]);
        var text = new byte[BinaryPrimitives.ReadInt32LittleEndian(length)];
        stream.ReadExactly(text);
        string header = Encoding.UTF8.GetString(text);
        string type = Entry(header, Descr());
        if (type is not ("<f8" or "<f4" or "<i8" or "<i4" or "|u1" or "|b1"))
            throw InputException.At(path, $"numbers of type '{type}'", "<f8, <f4, <i8, <i4, |u1 or |b1");
        string[] shape = Entry(header, Shape()).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (shape.Length is not (1 or 2)) throw InputException.At(path, $"an array of {shape.Length} dimensions", "1 or 2");
        int[] sizes = [.. shape.Select(number => int.Parse(number, CultureInfo.InvariantCulture))];
        return (type, Entry(header, Order()) == "True", sizes[0], sizes.Length == 2 ? sizes[1] : 1);

        string Entry(string all, Regex pattern) =>
            pattern.Match(all) is { Success: true } match ? match.Groups[1].Value : throw InputException.At(path, "an unreadable header", "a NumPy file");
    }

    [GeneratedRegex(@"'descr':\s*'([^']*)'")]
    private static partial Regex Descr();

    [GeneratedRegex(@"'fortran_order':\s*(True|False)")]
    private static partial Regex Order();

    [GeneratedRegex(@"'shape':\s*\(([\d,\s]*)\)")]
    private static partial Regex Shape();
}

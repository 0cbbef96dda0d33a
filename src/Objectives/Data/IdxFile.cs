using System.Buffers.Binary;
using Gossip.Core;

namespace Gossip.Objectives;

/// <summary>
/// IDX, the format of MNIST and its family (Y. LeCun): a magic number that tells type and dimensions, big-endian sizes,
/// then the numbers. The features of a sample are everything after the first dimension; labels are in a file beside.
/// </summary>
internal static class IdxFile
{
    public static Table Read(string path)
    {
        string labelsPath = Companion.Of(path)
            ?? throw InputException.At(path, "no labels beside it", "a second file, named with labels-idx1 instead of images-idx3");
        (int rows, int width, double[] features) = Array(path);
        (int labels, int each, double[] targets) = Array(labelsPath);
        if (each != 1) throw InputException.At(labelsPath, $"{each} numbers a record", "one label");
        if (labels != rows) throw InputException.At(labelsPath, $"{labels} labels", $"{rows} as in {Path.GetFileName(path)}");
        return new Table(path, [.. Enumerable.Range(1, width).Select(k => $"x{k}")], features, targets);
    }

    private static (int Rows, int Width, double[] Values) Array(string path)
    {
        using Stream stream = DataFile.Open(path);
        try
        {
            Span<byte> four = stackalloc byte[4];
            stream.ReadExactly(four);
            (int type, int dimensions) = (four[2], four[3]);
            int size = type switch { 0x08 or 0x09 => 1, 0x0B => 2, 0x0C or 0x0D => 4, 0x0E => 8, _ => 0 };
            if (four[0] != 0 || four[1] != 0 || size == 0 || dimensions == 0) throw InputException.At(path, "other bytes", "an IDX file");
            int rows = 0, width = 1;
            for (int k = 0; k < dimensions; k++)
            {
                stream.ReadExactly(four);
                int length = BinaryPrimitives.ReadInt32BigEndian(four);
                if (length <= 0) throw InputException.At(path, $"dimension {k + 1} of size {length}", "a positive size");
                if (k == 0) rows = length;
                else width = checked(width * length);
            }
            var values = new double[checked(rows * width)];
            var record = new byte[width * size];
            for (int r = 0; r < rows; r++)
            {
                if (stream.ReadAtLeast(record, record.Length, throwOnEndOfStream: false) < record.Length)
                    throw InputException.At($"{path}, record {r + 1}", "the end of the file", $"{rows} records");
                for (int k = 0; k < width; k++)
                {
                    double value = Element(record.AsSpan(k * size, size), type);
                    if (!double.IsFinite(value)) throw InputException.At($"{path}, record {r + 1}", $"{value}", "a finite number");
                    values[r * width + k] = value;
                }
            }
            return (rows, width, values);
        }
        catch (Exception error) when (error is EndOfStreamException or InvalidDataException)
        {
            throw InputException.At(path, "a broken or short file", "an IDX file");
        }
    }

    private static double Element(ReadOnlySpan<byte> bytes, int type) => type switch
    {
        0x08 => bytes[0],
        0x09 => (sbyte)bytes[0],
        0x0B => BinaryPrimitives.ReadInt16BigEndian(bytes),
        0x0C => BinaryPrimitives.ReadInt32BigEndian(bytes),
        0x0D => BinaryPrimitives.ReadSingleBigEndian(bytes),
        _ => BinaryPrimitives.ReadDoubleBigEndian(bytes),
    };
}

using System.IO.Compression;
using Gossip.Core;

namespace Gossip.Objectives;

/// <summary>Data files of every kind, told apart by their names; each may be gzipped (.gz).</summary>
public static class DataFile
{
    /// <summary>The kinds of files, for messages.</summary>
    public const string Kinds = ".csv, .tsv, .libsvm, .svm, .npy, .parquet, or …-idx3-ubyte";

    /// <summary>
    /// Reads one file. The target is the column called <paramref name="target"/>, or else one called y, or else the
    /// last; LIBSVM has it in front, IDX and a NumPy file X.npy have it in a second file beside them.
    /// </summary>
    public static Table Read(string path, string? target = null) => Guarded(path, () => Kind(path) switch
    {
        ".libsvm" => LibsvmFile.Read(path),
        ".idx" => IdxFile.Read(path),
        ".npy" when Companion.Of(path) is { } labels => NumpyFile.Read(path).With(NumpyFile.Read(labels)),
        _ => ReadRaw(path).WithTarget(target),
    });

    /// <summary>All numbers of a file of columns.</summary>
    internal static RawData ReadRaw(string path) => Guarded(path, () => Kind(path) switch
    {
        ".csv" => CsvFile.Read(path),
        ".npy" => NumpyFile.Read(path),
        ".parquet" => ParquetFile.Read(path),
        _ => throw InputException.At(path, "a file of unknown kind", Kinds),
    });

    /// <summary>Whether a file holds samples, and is not the labels to another file's samples.</summary>
    internal static bool IsFeatureFile(string path) => Kind(path) is not null && !Companion.IsLabels(path);

    internal static bool IsSparse(string path) => Kind(path) == ".libsvm";

    internal static Stream Open(string path)
    {
        try
        {
            Stream file = File.OpenRead(path);
            return path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
                ? new BufferedStream(new GZipStream(file, CompressionMode.Decompress), 1 << 16)
                : file;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw InputException.At(path, File.Exists(path) ? "a file that cannot be read" : "no such file", "data");
        }
    }

    private static T Guarded<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException)
        {
            throw InputException.At(path, "a broken file", "readable data");
        }
        catch (Exception error) when (error is OverflowException or OutOfMemoryException)
        {
            throw InputException.At(path, "more numbers than fit in memory", "a smaller file");
        }
    }

    private static string? Kind(string path)
    {
        string name = Path.GetFileName(path);
        if (name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)) name = name[..^3];
        if (name.EndsWith("-ubyte", StringComparison.OrdinalIgnoreCase)) return ".idx";
        return Path.GetExtension(name).ToLowerInvariant() switch
        {
            ".csv" or ".tsv" => ".csv",
            ".libsvm" or ".svm" or ".svmlight" => ".libsvm",
            ".npy" => ".npy",
            ".parquet" => ".parquet",
            ".idx" => ".idx",
            _ => null,
        };
    }
}

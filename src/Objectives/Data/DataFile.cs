using System.IO.Compression;
using Gossip.Core;

namespace Gossip.Objectives;

/// <summary>Data files of every kind, told apart by their names.</summary>
public static class DataFile
{
    /// <summary>Reads one file; <paramref name="target"/> names the target column where the format has names.</summary>
    public static Table Read(string path, string? target = null) => CsvFile.Read(path).WithTarget(target);

    internal static Stream Open(string path)
    {
        try
        {
            Stream file = File.OpenRead(path);
            return path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw InputException.At(path, File.Exists(path) ? "a file that cannot be read" : "no such file", "a data file");
        }
    }
}

using System.Security.Cryptography;
using System.Text;

namespace Gossip.Core;

/// <summary>
/// Binary files that survive a kill at any moment: written beside the old one with a SHA-256 over all of it, flushed to
/// disk and moved into place, with the one before kept as the previous.
/// </summary>
public static class SealedFile
{
    /// <summary>Writes a file; the one that was there becomes <paramref name="previous"/>.</summary>
    public static void Write(string path, string previous, Action<BinaryWriter> write)
    {
        string unfinished = path + ".tmp";
        try
        {
            WriteWhole(unfinished, write);
        }
        catch (IOException)
        {
            // what a full disk has of it is of no use, and in the way
            File.Delete(unfinished);
            throw;
        }
        if (File.Exists(path)) File.Move(path, previous, overwrite: true);
        File.Move(unfinished, path, overwrite: true);
    }

    /// <summary>The first of some files that is there and whole, or null.</summary>
    public static string? Newest(params ReadOnlySpan<string> paths)
    {
        foreach (string path in paths)
            if (File.Exists(path) && IsWhole(path)) return path;
        return null;
    }

    /// <summary>Reads a whole file.</summary>
    public static BinaryReader Open(string path) => new(File.OpenRead(path), Encoding.UTF8);

    private static void WriteWhole(string path, Action<BinaryWriter> write)
    {
        using FileStream file = new(path, FileMode.Create, FileAccess.Write);
        using SHA256 hash = SHA256.Create();
        using (CryptoStream hashed = new(file, hash, CryptoStreamMode.Write, leaveOpen: true))
        using (BinaryWriter to = new(hashed, Encoding.UTF8)) write(to);
        file.Write(hash.Hash);
        file.Flush(flushToDisk: true);
    }

    private static bool IsWhole(string path)
    {
        using FileStream file = File.OpenRead(path);
        long left = file.Length - SHA256.HashSizeInBytes;
        if (left < 0) return false;
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] block = new byte[1 << 16];
        for (; left > 0; left -= block.Length)
        {
            Span<byte> part = block.AsSpan(0, (int)Math.Min(left, block.Length));
            file.ReadExactly(part);
            hash.AppendData(part);
        }
        byte[] stored = new byte[SHA256.HashSizeInBytes];
        file.ReadExactly(stored);
        return hash.GetHashAndReset().AsSpan().SequenceEqual(stored);
    }
}

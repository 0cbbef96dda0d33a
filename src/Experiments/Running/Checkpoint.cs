using System.Security.Cryptography;
using System.Text;
using Gossip.Core;

namespace Gossip.Experiments.Running;

/// <summary>
/// An unfinished run at one moment. On disk: a format mark, these fields in order, what the runtime saved, and SHA-256
/// over all of it. A new checkpoint is written beside the old one and moved into its place, and the old one is kept as the
/// previous, so that a kill at any moment leaves a whole one.
/// </summary>
/// <param name="Settings">The experiment, as <see cref="Experiment.Settings"/> lists it.</param>
/// <param name="Fingerprint">What it computed on.</param>
/// <param name="Rows">Rows of metrics.csv written by then.</param>
/// <param name="Origin">What errors are relative to.</param>
/// <param name="Seconds">Seconds it has computed.</param>
internal sealed record Checkpoint(IReadOnlyDictionary<string, string> Settings, Fingerprint Fingerprint, int Rows, double Origin, double Seconds)
{
    private const string Mark = "gossip checkpoint 1";

    /// <summary>Writes it to a run's folder, with what the runtime has to say.</summary>
    public void Save(RunFolder folder, Action<BinaryWriter> runtime)
    {
        string unfinished = folder[RunFolder.Checkpoint] + ".tmp";
        using (FileStream file = new(unfinished, FileMode.Create, FileAccess.Write))
        {
            using SHA256 hash = SHA256.Create();
            using (CryptoStream hashed = new(file, hash, CryptoStreamMode.Write, leaveOpen: true))
            using (BinaryWriter to = new(hashed, Encoding.UTF8))
            {
                WriteFields(to);
                runtime(to);
            }
            file.Write(hash.Hash);
            file.Flush(flushToDisk: true);
        }
        if (File.Exists(folder[RunFolder.Checkpoint]))
            File.Move(folder[RunFolder.Checkpoint], folder[RunFolder.PreviousCheckpoint], overwrite: true);
        File.Move(unfinished, folder[RunFolder.Checkpoint], overwrite: true);
    }

    /// <summary>The newest whole checkpoint of a folder.</summary>
    public static Checkpoint Load(RunFolder folder)
    {
        using BinaryReader from = Open(folder);
        return ReadFields(from);
    }

    /// <summary>Hands what the runtime said then to <paramref name="runtime"/>.</summary>
    public static void Restore(RunFolder folder, Action<BinaryReader> runtime)
    {
        using BinaryReader from = Open(folder);
        ReadFields(from);
        runtime(from);
    }

    private static BinaryReader Open(RunFolder folder)
    {
        string[] paths = [.. new[] { RunFolder.Checkpoint, RunFolder.PreviousCheckpoint }.Select(name => folder[name]).Where(File.Exists)];
        if (paths.Length == 0)
            throw InputException.At(folder.Path, File.Exists(folder[RunFolder.Summary]) ? "a run that is finished" : "no checkpoint", "a folder of an interrupted run");
        string whole = paths.FirstOrDefault(IsWhole)
            ?? throw InputException.At(folder.Path, "damaged checkpoints", "a whole checkpoint.bin or checkpoint.previous.bin");
        BinaryReader reader = new(File.OpenRead(whole), Encoding.UTF8);
        if (reader.ReadString() == Mark) return reader;
        reader.Dispose();
        throw InputException.At(whole, "a checkpoint of another version", $"a '{Mark}'");
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

    private void WriteFields(BinaryWriter to)
    {
        to.Write(Mark);
        to.Write(Settings.Count);
        foreach ((string key, string value) in Settings)
        {
            to.Write(key);
            to.Write(value);
        }
        to.Write(Fingerprint.Data);
        to.Write(Fingerprint.Start);
        to.Write(Fingerprint.Graph);
        to.Write(Fingerprint.Clocks);
        to.Write(Rows);
        to.Write(Origin);
        to.Write(Seconds);
    }

    private static Checkpoint ReadFields(BinaryReader from)
    {
        SortedDictionary<string, string> settings = new(StringComparer.Ordinal);
        for (int k = from.ReadInt32(); k > 0; k--) settings.Add(from.ReadString(), from.ReadString());
        Fingerprint fingerprint = new(from.ReadString(), from.ReadString(), from.ReadString(), from.ReadString());
        return new(settings, fingerprint, from.ReadInt32(), from.ReadDouble(), from.ReadDouble());
    }
}

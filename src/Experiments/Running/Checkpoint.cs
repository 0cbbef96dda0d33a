using System.Security.Cryptography;
using System.Text;
using Gossip.Core;

namespace Gossip.Experiments.Running;

/// <summary>
/// An unfinished run at one moment. On disk: a format mark, the fields in order, and SHA-256 over all of it. A new
/// checkpoint is written beside the old one and moved into its place, and the old one is kept as the previous, so that a
/// kill at any moment leaves a whole one.
/// </summary>
/// <param name="Settings">The experiment, as <see cref="Experiment.Settings"/> lists it.</param>
/// <param name="Fingerprint">What it computed on.</param>
/// <param name="Rows">Rows of metrics.csv written by then.</param>
/// <param name="Origin">What errors are relative to.</param>
/// <param name="Seconds">Seconds it has computed.</param>
/// <param name="Runtime">What the runtime saved.</param>
internal sealed record Checkpoint(
    IReadOnlyDictionary<string, string> Settings, Fingerprint Fingerprint, int Rows, double Origin, double Seconds, byte[] Runtime)
{
    private const string Mark = "gossip checkpoint 1";

    /// <summary>Writes it to a run's folder.</summary>
    public void Save(RunFolder folder)
    {
        using MemoryStream memory = new();
        using (BinaryWriter to = new(memory, Encoding.UTF8, leaveOpen: true))
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
            to.Write(Runtime.LongLength);
            to.Write(Runtime);
        }
        string unfinished = folder[RunFolder.Checkpoint] + ".tmp";
        using (FileStream file = new(unfinished, FileMode.Create, FileAccess.Write))
        {
            ReadOnlySpan<byte> body = memory.GetBuffer().AsSpan(0, (int)memory.Length);
            file.Write(body);
            file.Write(SHA256.HashData(body));
            file.Flush(flushToDisk: true);
        }
        if (File.Exists(folder[RunFolder.Checkpoint]))
            File.Move(folder[RunFolder.Checkpoint], folder[RunFolder.PreviousCheckpoint], overwrite: true);
        File.Move(unfinished, folder[RunFolder.Checkpoint], overwrite: true);
    }

    /// <summary>Reads the newest whole checkpoint of a folder.</summary>
    public static Checkpoint Load(RunFolder folder)
    {
        string[] names = [RunFolder.Checkpoint, RunFolder.PreviousCheckpoint];
        if (!names.Any(name => File.Exists(folder[name])))
            throw InputException.At(folder.Path, File.Exists(folder[RunFolder.Summary]) ? "a run that is finished" : "no checkpoint", "a folder of an interrupted run");
        return names.Select(name => Read(folder[name])).FirstOrDefault(c => c is not null)
            ?? throw InputException.At(folder.Path, "damaged checkpoints", "a whole checkpoint.bin or checkpoint.previous.bin");
    }

    private static Checkpoint? Read(string path)
    {
        if (!File.Exists(path)) return null;
        byte[] bytes = File.ReadAllBytes(path);
        if (bytes.Length < SHA256.HashSizeInBytes) return null;
        int body = bytes.Length - SHA256.HashSizeInBytes;
        if (!SHA256.HashData(bytes.AsSpan(0, body)).AsSpan().SequenceEqual(bytes.AsSpan(body))) return null;
        using BinaryReader from = new(new MemoryStream(bytes, 0, body), Encoding.UTF8);
        if (from.ReadString() != Mark) return null;
        SortedDictionary<string, string> settings = new(StringComparer.Ordinal);
        for (int k = from.ReadInt32(); k > 0; k--) settings.Add(from.ReadString(), from.ReadString());
        Fingerprint fingerprint = new(from.ReadString(), from.ReadString(), from.ReadString(), from.ReadString());
        return new(settings, fingerprint, from.ReadInt32(), from.ReadDouble(), from.ReadDouble(), from.ReadBytes(checked((int)from.ReadInt64())));
    }
}

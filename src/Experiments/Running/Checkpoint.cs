using Gossip.Core;

namespace Gossip.Experiments.Running;

/// <summary>
/// An unfinished run at one moment. On disk a <see cref="SealedFile"/>: a format mark, these fields in order, and what the
/// runtime saved. The checkpoint before is kept as the previous.
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
    public void Save(RunFolder folder, Action<BinaryWriter> runtime) =>
        SealedFile.Write(folder[RunFolder.Checkpoint], folder[RunFolder.PreviousCheckpoint], to =>
        {
            WriteFields(to);
            runtime(to);
        });

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

    /// <summary>Refuses to go on with another experiment than the one that was interrupted.</summary>
    public void RequireSame(Experiment experiment, Fingerprint fingerprint, RunFolder folder)
    {
        IReadOnlyDictionary<string, string> now = experiment.Settings();
        foreach (string key in Settings.Keys.Union(now.Keys).Order(StringComparer.Ordinal))
        {
            string then = Settings.GetValueOrDefault(key, "nothing"), found = now.GetValueOrDefault(key, "nothing");
            if (then != found)
                throw InputException.At($"--resume {folder.Path}: {key}", $"'{found}'", $"'{then}', as in the run that was interrupted");
        }
        if (fingerprint.DifferingKey(Fingerprint) is { } changed)
            throw InputException.At($"--resume {folder.Path}: {changed}", "other contents", "those of the run that was interrupted");
    }

    /// <summary>The rows of metrics.csv that were written by then.</summary>
    public List<TPoint> Recorded<TPoint>(RunFolder folder, Func<string, int, List<TPoint>> read)
    {
        List<TPoint> points = read(folder[RunFolder.Metrics], Rows);
        return points.Count == Rows ? points
            : throw InputException.At(folder[RunFolder.Metrics], $"{points.Count} rows", $"the {Rows} that the checkpoint goes on from");
    }

    private static BinaryReader Open(RunFolder folder)
    {
        string[] paths = [.. new[] { RunFolder.Checkpoint, RunFolder.PreviousCheckpoint }.Select(name => folder[name]).Where(File.Exists)];
        if (paths.Length == 0)
            throw InputException.At(folder.Path, File.Exists(folder[RunFolder.Summary]) ? "a run that is finished" : "no checkpoint", "a folder of an interrupted run");
        string whole = SealedFile.Newest(paths)
            ?? throw InputException.At(folder.Path, "damaged checkpoints", "a whole checkpoint.bin or checkpoint.previous.bin");
        BinaryReader reader = SealedFile.Open(whole);
        if (reader.ReadString() == Mark) return reader;
        reader.Dispose();
        throw InputException.At(whole, "a checkpoint of another version", $"a '{Mark}'");
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

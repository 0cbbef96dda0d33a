using System.Collections.Concurrent;
using System.Diagnostics;

namespace Gossip.Nodes.Live;

/// <summary>
/// Has checkpoints written, and knows how old the last ones are. A disk that is full or gone does not end the run: it is told once,
/// stays in sight as <see cref="Trouble"/>, and the next time it is tried again.
/// </summary>
internal sealed class CheckpointKeeper(string folder, Action<string> notice)
{
    private readonly long _began = Stopwatch.GetTimestamp();
    private readonly ConcurrentDictionary<int, long> _writtenAt = [];
    private readonly Dictionary<int, string> _failed = [];
    private long _failures;

    /// <summary>Where they go.</summary>
    public string Folder => folder;

    /// <summary>Why the last ones could not be written; empty where they were.</summary>
    public string Trouble
    {
        get
        {
            lock (_failed) return _failed.Values.FirstOrDefault() ?? "";
        }
    }

    /// <summary>How often writing one has failed.</summary>
    public long Failures => Interlocked.Read(ref _failures);

    /// <summary>Seconds since the oldest of the given ones was written, or since the start where it was not.</summary>
    public double Age(IEnumerable<int> keys) => keys.Select(k => _writtenAt.GetValueOrDefault(k, _began)).DefaultIfEmpty(_began).Max(at => Stopwatch.GetElapsedTime(at).TotalSeconds);

    /// <summary>Writes one; false where that failed.</summary>
    public bool Write(int key, Action<string> write)
    {
        try
        {
            write(folder);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            Interlocked.Increment(ref _failures);
            string trouble = $"checkpoints cannot be written to {folder} ({cause.Message.TrimEnd('.')})";
            lock (_failed)
            {
                if (_failed.Count == 0) notice($"{trouble}; the run goes on, and they are tried again");
                _failed[key] = trouble;
            }
            return false;
        }
        _writtenAt[key] = Stopwatch.GetTimestamp();
        lock (_failed)
            if (_failed.Remove(key) && _failed.Count == 0) notice("checkpoints are written again");
        return true;
    }
}

namespace Gossip.Experiments.Sweeps;

/// <summary>What surrounds a sweep without changing its numbers.</summary>
public sealed record SweepOptions
{
    /// <summary>The output folder. The beginning of the same sweep in it is gone on from.</summary>
    public required string Folder { get; init; }

    /// <summary>Whether there must be one.</summary>
    public bool Resume { get; init; }

    /// <summary>Whether what is there is left aside.</summary>
    public bool Fresh { get; init; }

    /// <summary>Cells that run at once; null runs one for each processor that this process may use.</summary>
    public int? Threads { get; init; }

    /// <summary>Told whenever a cell begins or ends, by any thread but one at a time.</summary>
    public Action<SweepProgress>? Progress { get; init; }

    /// <summary>Told in words what the user should know while it runs.</summary>
    public Action<string>? Notice { get; init; }

    /// <summary>Ends the sweep; cells that are done by then are kept.</summary>
    public CancellationToken Stop { get; init; }
}

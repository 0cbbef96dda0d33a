namespace Gossip.Experiments.Running;

/// <summary>What surrounds the making of a <see cref="Setup"/> without changing it.</summary>
public sealed record SetupOptions
{
    /// <summary>The folder of the run that goes on or is run again: its plans need not be found a second time.</summary>
    public RunFolder? Folder { get; init; }

    /// <summary>Problems that are shared with other runs; null where there are none.</summary>
    public SharedProblems? Problems { get; init; }

    /// <summary>Whether what the method's matrices predict is wanted beside the run; many small runs do without.</summary>
    public bool Predicts { get; init; } = true;

    /// <summary>Told what takes long.</summary>
    public Action<string>? Told { get; init; }

    /// <summary>Ends it with an <see cref="OperationCanceledException"/>.</summary>
    public CancellationToken Stop { get; init; }
}

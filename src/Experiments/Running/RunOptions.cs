namespace Gossip.Experiments.Running;

/// <summary>What surrounds a run without changing its numbers.</summary>
public sealed record RunOptions
{
    /// <summary>The output folder.</summary>
    public required string Folder { get; init; }

    /// <summary>Whether to go on from the checkpoint in the folder.</summary>
    public bool Resume { get; init; }

    /// <summary>Told now and then, several times a second.</summary>
    public Action<Progress>? Progress { get; init; }

    /// <summary>Told in words what takes long before it begins.</summary>
    public Action<string>? Planning { get; init; }

    /// <summary>Told once in words: what the user should know while it runs.</summary>
    public Action<string>? Notice { get; init; }

    /// <summary>Ends the run with a checkpoint.</summary>
    public CancellationToken Stop { get; init; }
}

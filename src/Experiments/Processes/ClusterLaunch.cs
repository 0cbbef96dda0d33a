namespace Gossip.Experiments.Processes;

/// <summary>How the processes of a cluster on this machine are started.</summary>
public sealed record ClusterLaunch
{
    /// <summary>The program and the arguments that make it <c>gossip</c>.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>Whether a process that died is started again, as the same one.</summary>
    public bool Restart { get; init; }

    /// <summary>A folder of checkpoints to go on from; null keeps them in the run's own folder while it runs.</summary>
    public string? Checkpoint { get; init; }

    /// <summary>What lets processes in; a random secret where nothing is given here or in the experiment.</summary>
    public SecuritySources Security { get; init; } = new();

    /// <summary>Told every line that is for people, with the name of whose it is in front.</summary>
    public Action<string> Told { get; init; } = _ => { };

    /// <summary>Shown the cluster several times a second; null shows it to nobody.</summary>
    public Action<ClusterSight>? Seen { get; init; }
}

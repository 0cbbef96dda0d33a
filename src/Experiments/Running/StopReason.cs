namespace Gossip.Experiments.Running;

/// <summary>Why a run ended.</summary>
public enum StopReason
{
    /// <summary>The error asked for is reached.</summary>
    Error,

    /// <summary>The time asked for is over.</summary>
    Time,

    /// <summary>The rounds asked for are over.</summary>
    Rounds,

    /// <summary>The stream has no further loss.</summary>
    Stream,

    /// <summary>The recorded clocks have no further event.</summary>
    Clocks,

    /// <summary>The error left all bounds: a failure.</summary>
    Diverged,

    /// <summary>Too few processes were left to go on: a failure.</summary>
    LostQuorum,

    /// <summary>Its processes were ordered to stop; the nodes' checkpoints are kept.</summary>
    Stopped,

    /// <summary>Somebody stopped it; a checkpoint is kept.</summary>
    Interrupted,
}

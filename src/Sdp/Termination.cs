namespace Gossip.Sdp;

/// <summary>Why the solver stopped.</summary>
public enum Termination
{
    /// <summary>The certified gap is at most what was asked for.</summary>
    Converged,
    /// <summary>Rounding errors allow no further progress; the plan's gap is what was reached.</summary>
    Stalled,
    /// <summary>The limit on iterations or on work was reached; the plan's gap is what was reached.</summary>
    OutOfIterations,
}

namespace Gossip.Nodes.Live;

/// <summary>Why a process ends: its exit code, and one line for people.</summary>
public sealed record HostEnd(int Code, string Line)
{
    /// <summary>The share that the process is to go on with as another; null where it is to end.</summary>
    public Layout? Next { get; init; }
}

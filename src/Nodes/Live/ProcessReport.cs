using System.Collections.Immutable;
using Gossip.Nodes.Wire;

namespace Gossip.Nodes.Live;

/// <summary>Where a process of the cluster stands.</summary>
/// <param name="Name">Its name.</param>
/// <param name="ProcessId">Its number on its machine.</param>
/// <param name="Epoch">The epoch it is in; 0 before the first.</param>
/// <param name="Members">Nodes that take part in that epoch.</param>
/// <param name="Paused">Why it is paused; empty when it runs.</param>
/// <param name="Time">Its time.</param>
/// <param name="Unit">Seconds per unit of time.</param>
/// <param name="Margin">The unit over the shortest that is safe; below 1 the run is outside its safe region.</param>
/// <param name="BytesSent">Bytes sent to other processes' nodes.</param>
/// <param name="Others">The lanes of the other members.</param>
/// <param name="Nodes">Its nodes.</param>
public sealed record ProcessReport(
    string Name, int ProcessId, ulong Epoch, int Members, string Paused, double Time, double Unit, double Margin, long BytesSent,
    ImmutableArray<PeerAddress> Others, ImmutableArray<NodeReport> Nodes)
{
    /// <summary>Where it can be asked; null of processes that do not say so.</summary>
    public PeerAddress? Lane { get; init; }

    /// <summary>What stands between it and its part in the run, in words; empty where nothing does.</summary>
    public string Standing { get; init; } = "";

    /// <summary>Nodes of the whole experiment.</summary>
    public int AllNodes { get; init; }

    /// <summary>Epochs that it has entered.</summary>
    public long Epochs { get; init; }

    /// <summary>d.</summary>
    public int Dimension { get; init; }

    /// <summary>The names of a node's rows, each of length d; empty where there are none.</summary>
    public ImmutableArray<string> RowNames { get; init; } = [];

    /// <summary>Seconds since the oldest of its nodes' last checkpoints; NaN where none are kept.</summary>
    public double CheckpointAge { get; init; } = double.NaN;

    /// <summary>How often a checkpoint could not be written.</summary>
    public long CheckpointFailures { get; init; }

    /// <summary>What is wrong though the process goes on, in one line; empty where nothing is.</summary>
    public string Trouble { get; init; } = "";

    /// <summary>Of the process that holds a federated server; null of others. The server is the last of its nodes.</summary>
    public ServerReport? Server { get; init; }

    /// <summary>Whether it was ordered to pause.</summary>
    public bool IsHeld { get; init; }

    /// <summary>Whether it was ordered to stop, and will be gone in a moment.</summary>
    public bool IsStopping { get; init; }

    /// <summary>The rates it was ordered to take, in a word; empty for the experiment's own.</summary>
    public string Rates { get; init; } = "";
}

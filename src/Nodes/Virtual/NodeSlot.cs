using System.Runtime.InteropServices;

namespace Gossip.Nodes.Virtual;

/// <summary>What a shard keeps of a node beside its rows, in one half of a cache line.</summary>
[StructLayout(LayoutKind.Sequential, Size = 32)]
internal struct NodeSlot
{
    /// <summary>Time of the node's last event.</summary>
    public double Time;

    /// <summary>Gradients taken.</summary>
    public long Gradients;

    /// <summary>Where the objective's data lie, or 0 where that is not known.</summary>
    public nint Data;

    /// <summary>How many cache lines of data are worth fetching ahead of a gradient.</summary>
    public int DataLines;

    /// <summary>Whether the node waits for a message, or an event that was put off is to come first.</summary>
    public bool IsBlocked;

    /// <summary>Whether the node's last exchange has its two messages but the rows have not taken the jump yet.</summary>
    public bool OwesJump;
}

using Gossip.Nodes.Live;
using Gossip.Nodes.Wire;

namespace Gossip.Nodes.Virtual;

/// <summary>What all processes of a run in virtual time agree on; the objectives are each node's own.</summary>
public abstract record VirtualRun
{
    /// <summary>SHA-256 of what must be equal at all processes, the kind of time included.</summary>
    public required ReadOnlyMemory<byte> Digest { get; init; }

    /// <summary>Number of nodes n.</summary>
    public abstract int Nodes { get; }

    /// <summary>Length of a node's rows, one after another.</summary>
    internal abstract int Numbers { get; }

    /// <summary>Length of the longest message between two nodes.</summary>
    internal abstract int MessageLength { get; }

    /// <summary>Edges that messages may take.</summary>
    internal abstract int EdgeCount { get; }

    /// <summary>
    /// SHA-256 over every bit that decides the numbers beside objectives and starts. Two machines may compute constants that differ
    /// in the last place, and then their runs do not agree.
    /// </summary>
    internal abstract string Fingerprint();

    /// <summary>Prepares the nodes of a process; <paramref name="lost"/> is told of a process that is out of reach for longer than <paramref name="patience"/>.</summary>
    internal abstract ProcessNodes Populate(IReadOnlyList<OwnNode> own, ITransport lane, uint incarnation, ActorOptions actors, TimeSpan patience, Action<RemoteProcess> lost);
}

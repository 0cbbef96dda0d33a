using Gossip.Methods.Linear;
using Gossip.Nodes.Clocks;
using Gossip.Topology;

namespace Gossip.Nodes.Virtual;

/// <summary>What all processes of a run in virtual time agree on; the objectives are each node's own.</summary>
public sealed record VirtualSwarm
{
    /// <summary>The method, the same at every node.</summary>
    public required LinearMethod Method { get; init; }

    /// <summary>Who talks to whom, how often, and when.</summary>
    public required Schedule Schedule { get; init; }

    /// <summary>d.</summary>
    public required int Dimension { get; init; }

    /// <summary>The root seed of all clocks.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Events to replay instead of drawing them, or null.</summary>
    public RecordedClocks? Recorded { get; init; }

    /// <summary>SHA-256 of what must be equal at all processes, the kind of time included.</summary>
    public required ReadOnlyMemory<byte> Digest { get; init; }

    /// <summary>Number of nodes n.</summary>
    public int Nodes => Schedule.Nodes;

    /// <summary>Length of a node's rows, one after another.</summary>
    internal int Numbers => Method.Rows.Length * Dimension;

    /// <summary>The facts of a swarm.</summary>
    public static VirtualSwarm Of(Swarm swarm, ReadOnlyMemory<byte> digest) => new()
    {
        Method = swarm.Method,
        Schedule = swarm.Schedule,
        Dimension = swarm.Dimension,
        Seed = swarm.Seed,
        Recorded = swarm.Recorded,
        Digest = digest,
    };
}

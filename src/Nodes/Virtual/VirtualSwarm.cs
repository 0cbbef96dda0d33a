using System.Runtime.InteropServices;
using System.Security.Cryptography;
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

    /// <summary>
    /// SHA-256 over every bit that decides the numbers beside objectives and starts: rates, constants of the method, clocks.
    /// Two machines may compute constants that differ in the last place, and then their runs do not agree.
    /// </summary>
    internal string Fingerprint()
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        void Add(params ReadOnlySpan<double> numbers) => hash.AppendData(MemoryMarshal.AsBytes(numbers));
        hash.AppendData(BitConverter.GetBytes(Seed));
        Add(Dimension, Schedule.Every);
        foreach (RatedGraph graph in Schedule.Graphs)
        {
            hash.AppendData(MemoryMarshal.AsBytes(graph.Graph.Edges.AsSpan()));
            Add([.. graph.Rates]);
        }
        foreach (double[,] matrix in (double[][,])[Method.GradientMatrix, .. ((double[])[0.01, 0.3, 1, 7]).Select(span => Method.Flow.Matrix(span, Method.Rows.Length))])
            Add([.. matrix.Cast<double>()]);
        Add([.. Method.GradientGain, .. Method.ExchangeGain, .. Method.Message, .. Method.Estimate]);
        foreach (RecordedEvent e in Recorded?.Events ?? []) Add(e.Time, e.I, e.J);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

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

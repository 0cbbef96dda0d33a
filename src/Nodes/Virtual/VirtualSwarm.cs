using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Gossip.Methods.Linear;
using Gossip.Nodes.Clocks;
using Gossip.Nodes.Live;
using Gossip.Nodes.Wire;
using Gossip.Topology;

namespace Gossip.Nodes.Virtual;

/// <summary>A run by events in virtual time.</summary>
public sealed record VirtualSwarm : VirtualRun
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

    /// <inheritdoc/>
    public override int Nodes => Schedule.Nodes;

    internal override int Numbers => Method.Rows.Length * Dimension;

    internal override int MessageLength => Dimension;

    internal override int EdgeCount => Schedule.Union.Edges.Length;

    internal override ProcessNodes Populate(IReadOnlyList<OwnNode> own, ITransport lane, uint incarnation, ActorOptions actors, TimeSpan patience, Action<RemoteProcess> lost) =>
        new EventNodes(this, own, lane, incarnation, actors, patience, lost);

    /// <summary>Rates, constants of the method, clocks.</summary>
    internal override string Fingerprint()
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

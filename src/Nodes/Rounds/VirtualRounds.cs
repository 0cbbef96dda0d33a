using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Gossip.Core;
using Gossip.Methods.Kernels;
using Gossip.Methods.Rounds;
using Gossip.Nodes.Live;
using Gossip.Nodes.Virtual;
using Gossip.Nodes.Wire;
using Gossip.Topology;

namespace Gossip.Nodes.Rounds;

/// <summary>A run in rounds in virtual time.</summary>
public sealed record VirtualRounds : VirtualRun
{
    /// <summary>The method, the same at every node.</summary>
    public required RoundMethod Method { get; init; }

    /// <summary>Who talks to whom and when, with the weights of gossip steps as rates.</summary>
    public required Schedule Weights { get; init; }

    /// <summary>d.</summary>
    public required int Dimension { get; init; }

    /// <inheritdoc/>
    public override int Nodes => Weights.Nodes;

    internal override int Numbers => Method.Rows.Length * Dimension;

    internal override int MessageLength => Padding.Of(Dimension) * Steps.Max(step => step.Takes.Length);

    internal override int EdgeCount => Lines.Edges.Length;

    /// <summary>Which nodes' messages others wait for in every part of a round: those of all where all are averaged, else those of neighbours.</summary>
    internal Graph Lines => Steps.Any(step => step.Kind == StepKind.Average) ? GraphSpec.Parse($"complete:{Nodes}", 0) : Weights.Union;

    private IEnumerable<RoundStep> Steps => Method.Rounds.SelectMany(round => round);

    /// <summary>The facts of a swarm.</summary>
    public static VirtualRounds Of(RoundSwarm swarm, ReadOnlyMemory<byte> digest) => new() { Method = swarm.Method, Weights = swarm.Weights, Dimension = swarm.Dimension, Digest = digest };

    internal override ProcessNodes Populate(IReadOnlyList<OwnNode> own, ITransport lane, uint incarnation, ActorOptions actors, TimeSpan patience, Action<RemoteProcess> lost) =>
        new RoundNodes(this, own, lane, incarnation, actors, patience, lost);

    /// <summary>Weights, and constants of the method.</summary>
    internal override unsafe string Fingerprint()
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        void Add(params ReadOnlySpan<double> numbers) => hash.AppendData(MemoryMarshal.AsBytes(numbers));
        Add(Dimension, Weights.Every);
        foreach (RatedGraph graph in Weights.Graphs)
        {
            hash.AppendData(MemoryMarshal.AsBytes(graph.Graph.Edges.AsSpan()));
            Add([.. graph.Rates]);
        }
        foreach (RoundStep step in Steps)
        {
            double[] factors = new double[8 * RoundKernel.Count(step)];
            fixed (double* first = factors) RoundKernel.Write(step, first);
            hash.AppendData(Encoding.UTF8.GetBytes($"{step.Kind} {RoundKernel.Shape(step)}"));
            Add(factors);
        }
        Add([.. Method.Estimate, .. Method.Start]);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

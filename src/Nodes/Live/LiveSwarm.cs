using System.Collections.Immutable;
using Gossip.Methods.Linear;
using Gossip.Topology;

namespace Gossip.Nodes.Live;

/// <summary>What all processes of a cluster agree on; the objectives are each node's own.</summary>
public sealed record LiveSwarm
{
    /// <summary>The graph when everybody is there.</summary>
    public required Graph Graph { get; init; }

    /// <summary>Gives a connected graph of two or more nodes its rates; costs of its edges are given where they are measured, else none, and what was ordered
    /// while it runs. Rates that do not fit the graph, or are too low, are an <see cref="Core.InputException"/>.</summary>
    public required Func<Graph, ImmutableArray<double>, RateOrder, RatedGraph> Rate { get; init; }

    /// <summary>The method for a χ₁ and a χ₂.</summary>
    public required Func<double, double, LinearMethod> Method { get; init; }

    /// <summary>Whether rates follow what exchanges are measured to cost.</summary>
    public bool MeasuresCosts { get; init; }

    /// <summary>d.</summary>
    public required int Dimension { get; init; }

    /// <summary>The root seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>SHA-256 of what must be equal at all processes.</summary>
    public required ReadOnlyMemory<byte> Digest { get; init; }
}

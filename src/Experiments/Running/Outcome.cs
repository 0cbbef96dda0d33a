using Gossip.Experiments.Report;

namespace Gossip.Experiments.Running;

/// <summary>What a gossip run came to.</summary>
internal sealed record Outcome : RunOutcome<MetricPoint>
{
    /// <summary>Events per second of computing.</summary>
    public required double EventsPerSecond { get; init; }

    /// <summary>Hash of the final rows.</summary>
    public required string Digest { get; init; }

    /// <summary>|xᵢ − x*|² of every node at the end.</summary>
    public required IReadOnlyList<double> NodeErrors { get; init; }

    /// <summary>Of a cluster in real time: which edge and which node did less than was planned, a sentence each.</summary>
    public IReadOnlyList<string> Laggards { get; init; } = [];
}

using Gossip.Experiments.Report;

namespace Gossip.Experiments.Running;

/// <summary>What a run came to, whatever ran it.</summary>
internal sealed record Outcome
{
    /// <summary>The runtime's name.</summary>
    public required string Runtime { get; init; }

    /// <summary>Why it ended.</summary>
    public required StopReason Reason { get; init; }

    /// <summary>The last measurement of all.</summary>
    public required MetricPoint Last { get; init; }

    /// <summary>All measurements on the agenda.</summary>
    public required IReadOnlyList<MetricPoint> Points { get; init; }

    /// <summary>Seconds it took.</summary>
    public required double Seconds { get; init; }

    /// <summary>Events per second of these.</summary>
    public required double EventsPerSecond { get; init; }

    /// <summary>Hash of the final rows.</summary>
    public required string Digest { get; init; }

    /// <summary>|xᵢ − x*|² of every node at the end.</summary>
    public required IReadOnlyList<double> NodeErrors { get; init; }

    /// <summary>Bytes sent, where somebody counted them.</summary>
    public long? BytesSent { get; init; }

    /// <summary>Where it ran in several processes.</summary>
    public ClusterFacts? Cluster { get; init; }

    /// <summary>Why it could not go on; empty where it could.</summary>
    public string Why { get; init; } = "";

    /// <summary>Who was missing at the end; empty where nobody was.</summary>
    public string Missing { get; init; } = "";

    /// <summary>What the reader should know before trusting the numbers, beside what was known before the run.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}

using Gossip.Experiments.Running;

namespace Gossip.Experiments.Online;

/// <summary>What a run of learners on a graph came to.</summary>
internal sealed record LearnerOutcome : RunOutcome<LearnerPoint>
{
    /// <summary>Rounds of all nodes per second of computing, or in real time of the clock.</summary>
    public required double RoundsPerSecond { get; init; }

    /// <summary>Rounds of each node, or of whoever that takes part has fewest.</summary>
    public required long RoundsEach { get; init; }

    /// <summary>Hash of points, hidden iterates and rounds at the end.</summary>
    public required string Digest { get; init; }
}

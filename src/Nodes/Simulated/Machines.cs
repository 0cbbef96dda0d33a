using System.Collections.Immutable;
using Gossip.Methods.Federated;

namespace Gossip.Nodes.Simulated;

/// <summary>
/// The machines and links that a run in virtual time is imagined on. The unit of all times is what a gradient takes on a node of speed 1.
/// Speeds and absences change which events happen; the rest only changes how long it would all take.
/// </summary>
public sealed record Machines
{
    /// <summary>sᵢ, gradients per unit of time of each node that never waits.</summary>
    public required IReadOnlyList<double> Speeds { get; init; }

    /// <summary>How a gradient's time varies about 1/sᵢ where nodes wait for each other; clocks without rounds are Poisson's in any case.</summary>
    public TimeLaw Law { get; init; } = new FixedTime();

    /// <summary>ℓ_e, the time of a message over each edge of the schedule's union, by number.</summary>
    public required ImmutableArray<double> Latency { get; init; }

    /// <summary>The share of its time that a node is away, 0 to below 1.</summary>
    public double AwayShare { get; init; }

    /// <summary>The mean length of a spell away; spells, and the times between them, are exponential.</summary>
    public double AwayFor { get; init; } = 1;

    /// <summary>The root seed of times and absences.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Whether it changes which events happen.</summary>
    public bool ChangesEvents => AwayShare > 0 || Speeds.Any(s => s != 1);
}

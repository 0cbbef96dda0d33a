using Gossip.Methods.Linear;
using Gossip.Nodes.Clocks;
using Gossip.Nodes.Simulated;
using Gossip.Objectives;
using Gossip.Topology;

namespace Gossip.Nodes;

/// <summary>What a runtime runs: a method on every node, each with its own objective, over a schedule of rated graphs.</summary>
public sealed record Swarm
{
    /// <summary>The method, the same at every node.</summary>
    public required LinearMethod Method { get; init; }

    /// <summary>Node i's objective; all of one dimension.</summary>
    public required IReadOnlyList<IObjective> Objectives { get; init; }

    /// <summary>Who talks to whom, how often, and when.</summary>
    public required Schedule Schedule { get; init; }

    /// <summary>The root seed of all clocks.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Events to replay instead of drawing them from Poisson clocks, or null.</summary>
    public RecordedClocks? Recorded { get; init; }

    /// <summary>Machines whose speeds and absences decide which events happen; null where all nodes are alike and always there.</summary>
    public Machines? Machines { get; init; }

    /// <summary>Number of nodes n.</summary>
    public int Nodes => Objectives.Count;

    /// <summary>Dimension d of the problem.</summary>
    public int Dimension => Objectives[0].Dimension;

    /// <summary>All its clocks.</summary>
    internal ClockTable Clocks() => new(Schedule, Seed, Method.TakesGradients, Machines?.Speeds);
}

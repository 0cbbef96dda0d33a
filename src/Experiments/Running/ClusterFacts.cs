namespace Gossip.Experiments.Running;

/// <summary>What a summary says of a cluster in real time.</summary>
public sealed record ClusterFacts
{
    /// <summary>Processes that were started, restarts not counted.</summary>
    public required int Processes { get; init; }

    /// <summary>Processes that lived at the end.</summary>
    public required int ProcessesAlive { get; init; }

    /// <summary>Nodes that took part at the end; the summary's error is that of these nodes, to the optimum of their own objectives.</summary>
    public required int NodesAlive { get; init; }

    /// <summary>Processes that died.</summary>
    public required int Deaths { get; init; }

    /// <summary>Processes that were started again.</summary>
    public required int Restarts { get; init; }

    /// <summary>The error of the nodes alive, measured against the optimum of all nodes.</summary>
    public required double ErrorOfAll { get; init; }

    /// <summary>Seconds per unit of time at the end.</summary>
    public required double Unit { get; init; }

    /// <summary>The least margin at the end: the unit over the shortest that is safe.</summary>
    public required double Margin { get; init; }

    /// <summary>Offers that were sent again.</summary>
    public required long Resends { get; init; }
}

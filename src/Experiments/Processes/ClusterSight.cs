using Gossip.Experiments.Report;
using Gossip.Nodes.Live;
using Gossip.Topology;

namespace Gossip.Experiments.Processes;

/// <summary>A running cluster as somebody saw it at one moment.</summary>
/// <param name="Reports">What its processes said lately.</param>
public sealed record ClusterSight(IReadOnlyList<ProcessReport> Reports)
{
    /// <summary>What was measured; null where nobody measures, or nothing has begun.</summary>
    public MetricPoint? Point { get; init; }

    /// <summary>Whether the measurement is one of those on the run's agenda.</summary>
    public bool IsOnAgenda { get; init; } = true;

    /// <summary>The nodes' squared distances to the optimum; null where it is not known here.</summary>
    public IReadOnlyList<double>? NodeErrors { get; init; }

    /// <summary>The graph when everybody is there; null where it is not known.</summary>
    public Graph? Graph { get; init; }

    /// <summary>Gives the cluster an order; null where whoever looks cannot.</summary>
    public Func<Order, CancellationToken, Task<bool>>? Tell { get; init; }
}

using Gossip.Experiments.Report;
using Gossip.Experiments.Running;

namespace Gossip.Experiments.Processes;

/// <summary>A cluster measured at one moment.</summary>
/// <param name="Point">Measured against the optimum of the nodes that take part.</param>
/// <param name="State">Where the cluster stands.</param>
/// <param name="Members">The nodes that take part.</param>
/// <param name="Epoch">The epoch they are in.</param>
/// <param name="IsWhole">Whether all of them have been heard: only then can the run have reached anything.</param>
internal sealed record Reading(MetricPoint Point, ClusterState State, IReadOnlyList<int> Members, ulong Epoch, bool IsWhole);

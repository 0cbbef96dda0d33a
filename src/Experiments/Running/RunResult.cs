using Gossip.Experiments.Report;

namespace Gossip.Experiments.Running;

/// <summary>What a run leaves: its summary and all that was measured.</summary>
public sealed record RunResult(Summary Summary, IReadOnlyList<MetricPoint> Points);

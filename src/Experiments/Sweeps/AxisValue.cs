using Gossip.Experiments.Yaml;

namespace Gossip.Experiments.Sweeps;

/// <summary>One value of what is swept.</summary>
/// <param name="Label">What it is called in tables and pictures.</param>
/// <param name="Changes">What it changes in the experiment.</param>
internal sealed record AxisValue(string Label, IReadOnlyList<Change> Changes);

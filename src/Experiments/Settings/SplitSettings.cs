using Gossip.Experiments.Yaml;

namespace Gossip.Experiments.Settings;

/// <summary>The section <c>problem.split</c>: which rows of one data file each node gets.</summary>
/// <param name="Kind">iid, sorted, dirichlet or quantity.</param>
/// <param name="Alpha">Concentration of the Dirichlet splits: the smaller, the more the nodes differ.</param>
public sealed record SplitSettings(string Kind, double Alpha)
{
    internal static SplitSettings Read(Section split) => new(
        split.Choice("kind", "iid", "iid", "sorted", "dirichlet", "quantity"),
        split.Number("alpha", 0.5, Interval.Positive) ?? 0.5);
}

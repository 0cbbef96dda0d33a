using Gossip.Experiments.Yaml;

namespace Gossip.Experiments.Settings;

/// <summary>The section <c>record</c>: what a run leaves beside its summary.</summary>
/// <param name="Every">Time between two rows of metrics.csv; stopping is decided at these times.</param>
/// <param name="At">Further times at which a row is recorded, ascending.</param>
/// <param name="Events">Whether events.csv is written.</param>
/// <param name="State">Whether state.csv is written.</param>
public sealed record RecordSettings(double Every, IReadOnlyList<double> At, bool Events, bool State)
{
    internal static RecordSettings Read(Section record) => new(
        record.Number("every", 1, Interval.Positive) ?? 1,
        (record.Numbers("at", Interval.NonNegative) ?? []).Distinct().Order().ToList(),
        record.Flag("events", false),
        record.Flag("state", false));
}

namespace Gossip.Experiments.Sweeps.Page;

/// <summary>Everything that the page of a sweep tells.</summary>
internal sealed record SweepReport(
    Sweep Sweep, SweepSummary Summary, IReadOnlyList<SweepRow> Rows, IReadOnlyList<SweepGroup> Groups, IReadOnlyList<PairedDifference> Paired, string Yaml);

using Gossip.Core;

namespace Gossip.Experiments.Sweeps;

internal sealed record SweepReport(Sweep Sweep, SweepSummary Summary, IReadOnlyList<SweepRow> Rows, IReadOnlyList<SweepGroup> Groups, IReadOnlyList<PairedDifference> Paired, string Yaml);

/// <summary>report.html of a sweep.</summary>
internal static class SweepPage
{
    public static void Write(string path, SweepReport report) => AtomicFile.Write(path, report.Summary.Outcome);
}

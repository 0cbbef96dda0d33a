using Gossip.Core;
using Gossip.Experiments.Exports;
using Gossip.Experiments.Running;
using Gossip.Experiments.Sweeps.Page;

namespace Gossip.Experiments.Sweeps;

/// <summary>Writes what a sweep leaves when all its cells have ended.</summary>
internal static class SweepOutput
{
    /// <summary>Tables, curves, summary and report.</summary>
    public static SweepSummary Write(Sweep sweep, IReadOnlyList<SweepRow> rows, SweepFolder folder, string resolved, int threads, double seconds)
    {
        IReadOnlyList<TableColumn<SweepRow>> columns = ResultColumns.Of(sweep);
        WriteCsv(folder, SweepFolder.Results, columns, rows);
        ParquetTable table = new();
        foreach (TableColumn<SweepRow> column in columns) column.AddTo(table, rows);
        table.Write(folder[SweepFolder.ResultsParquet]);

        SweepGroup[] groups = [.. rows.GroupBy(r => r.Cell.Group).Select(g => new SweepGroup(sweep, [.. g]))];
        WriteCsv(folder, SweepFolder.Curves, CurveColumns(sweep), groups.SelectMany(g => g.Bands.Select(b => (g, b))));
        IReadOnlyList<PairedDifference> paired = PairedDifference.Of(sweep, groups);
        if (sweep.Pair is not null) WriteCsv(folder, SweepFolder.Paired, PairColumns(sweep), paired);
        else File.Delete(folder[SweepFolder.Paired]);
        SweepSummary summary = Sum(sweep, rows, groups, paired, folder, threads, seconds);
        SweepPage.Write(folder[RunFolder.Report], new(sweep, summary, rows, groups, paired, resolved));
        folder.Write(RunFolder.Summary, text => text.WriteLine(summary.ToJson()));
        return summary;
    }

    private static SweepSummary Sum(Sweep sweep, IReadOnlyList<SweepRow> rows, SweepGroup[] groups, IReadOnlyList<PairedDifference> paired, SweepFolder folder, int threads, double seconds)
    {
        SweepRow[] failed = [.. rows.Where(r => r.Result is null)];
        int diverged = rows.Count(IsDiverged);
        return new()
        {
            Name = sweep.Name,
            Outcome = $"{(failed.Length == 0 ? $"all {rows.Count}" : $"{rows.Count - failed.Length} of {rows.Count}")} cells done{(failed.Length == 0 ? "" : $", {failed.Length} could not run")}{(diverged == 0 ? "" : $", {diverged} diverged")}",
            Cells = rows.Count,
            Done = rows.Count - failed.Length,
            Failed = [.. failed.Select(r => new SweepSummary.Failure(ByAxis(r.Cell.Values), r.Cell.Seed, r.Failure))],
            Seeds = sweep.Seeds,
            Band = sweep.IsOfMeans ? $"means with {Plain.Number(100 * sweep.Confidence)} % t-intervals" : $"medians with the middle {Plain.Number(100 * Sweep.MiddleShare)} % of the runs",
            Groups = [.. groups.Select(g => new SweepSummary.Combination(
                ByAxis(g.Values), g.Runs.Count, g.Rows.Count(IsDiverged), g.Measure?.Name, double.IsNaN(g.Target) ? null : g.Target, g.Reached, g.Needed, g.Final))],
            Paired = [.. paired.Select(p => new SweepSummary.Comparison(
                ByAxis(p.Group.Values), p.Baseline.Values[sweep.Pair!.Value.Axis].Label, p.What, p.IsRatio ? "ratio" : "difference", p.Pairs, p.Difference, p.Verdict))],
            Threads = threads,
            Seconds = seconds,
            Version = typeof(SweepOutput).Assembly.GetName().Version!.ToString(3),
            Folder = folder.Path,
        };

        Dictionary<string, string> ByAxis(IReadOnlyList<AxisValue> values) => sweep.Axes.Zip(values).ToDictionary(p => p.First.Name, p => p.Second.Label);
    }

    private static bool IsDiverged(SweepRow row) => row.Result is { Summary.StopReason: StopReason.Diverged };

    private static TableColumn<(SweepGroup Group, Band Band)>[] CurveColumns(Sweep sweep) =>
    [
        .. ResultColumns.Swept<(SweepGroup Group, Band Band)>(sweep.Axes, r => r.Group.Values),
        TableColumn<(SweepGroup Group, Band Band)>.Text("measure", r => r.Group.Measure!.Name),
        TableColumn<(SweepGroup Group, Band Band)>.Number("time", r => r.Band.Time),
        TableColumn<(SweepGroup Group, Band Band)>.Number("gradients", r => r.Band.Gradients),
        TableColumn<(SweepGroup Group, Band Band)>.Number("communications", r => r.Band.Communications),
        TableColumn<(SweepGroup Group, Band Band)>.Number("wall_time", r => r.Band.WallTime),
        TableColumn<(SweepGroup Group, Band Band)>.Number("bytes", r => r.Band.Bytes),
        TableColumn<(SweepGroup Group, Band Band)>.Number("center", r => r.Band.Value.Center),
        TableColumn<(SweepGroup Group, Band Band)>.Number("low", r => r.Band.Value.Low),
        TableColumn<(SweepGroup Group, Band Band)>.Number("high", r => r.Band.Value.High),
        TableColumn<(SweepGroup Group, Band Band)>.Count("running", r => r.Band.Running),
    ];

    private static TableColumn<PairedDifference>[] PairColumns(Sweep sweep) =>
    [
        .. ResultColumns.Swept<PairedDifference>(sweep.Axes, r => r.Group.Values),
        TableColumn<PairedDifference>.Text("with", r => r.Baseline.Values[sweep.Pair!.Value.Axis].Label),
        TableColumn<PairedDifference>.Text("what", r => r.What),
        TableColumn<PairedDifference>.Text("kind", r => r.IsRatio ? "ratio" : "difference"),
        TableColumn<PairedDifference>.Count("pairs", r => r.Pairs),
        TableColumn<PairedDifference>.Number("mean", r => r.Difference.Center),
        TableColumn<PairedDifference>.Number("low", r => r.Difference.Low),
        TableColumn<PairedDifference>.Number("high", r => r.Difference.High),
        TableColumn<PairedDifference>.Text("verdict", r => r.Verdict),
    ];

    private static void WriteCsv<TRow>(SweepFolder folder, string file, IReadOnlyList<TableColumn<TRow>> columns, IEnumerable<TRow> rows) => folder.Write(file, text =>
    {
        foreach (string line in TableColumn<TRow>.Lines(columns, rows)) text.WriteLine(line);
    });
}

using System.Globalization;
using System.Text.Json;
using Gossip.Experiments.Running;

namespace Gossip.Experiments.Sweeps;

/// <summary>The columns of results.csv: what is swept, the seed, and what the cell came to.</summary>
internal static class ResultColumns
{
    private static readonly IReadOnlyList<TableColumn<SweepRow>> s_own =
    [
        TableColumn<SweepRow>.Count("seed", r => (long)r.Cell.Seed),
        TableColumn<SweepRow>.Text("status", r => r.Result is null ? "failed" : "done"),
        Text("stop_reason", r => JsonNamingPolicy.SnakeCaseLower.ConvertName(r.Summary.StopReason.ToString())),
        Text("measure", r => r.MeasureName),
        Number("target", r => r.Target),
        Count("gradients_to_target", r => Whole(r.Reached?.Gradients)),
        Count("communications_to_target", r => Whole(r.Reached?.Communications)),
        Number("time_to_target", r => r.Reached?.Time),
        Number("wall_time_to_target", r => r.Reached?.WallTime),
        Count("bytes_to_target", r => Whole(r.Reached?.Bytes)),
        Number("final", r => r.Last.Value),
        Number("error", r => r.Summary.Error),
        Number("suboptimality", r => r.Summary.Suboptimality),
        Number("consensus_distance", r => r.Summary.ConsensusDistance),
        Number("loss", r => r.Summary.Loss),
        Number("accuracy", r => r.Summary.Accuracy),
        Number("test_loss", r => r.Summary.TestLoss),
        Number("test_accuracy", r => r.Summary.TestAccuracy),
        Number("regret", r => r.Summary.Regret),
        Number("time", r => r.Summary.Time),
        Count("gradients", r => r.Summary.Gradients),
        Count("communications", r => r.Summary.Communications),
        Number("wall_time", r => r.Summary.WallTime),
        Count("bytes", r => r.Summary.BytesSent),
        Number("measured_rate", r => r.Summary.MeasuredRate),
        Number("predicted_rate", r => r.Summary.PredictedRate),
        Text("digest", r => r.Summary.Digest),
        TableColumn<SweepRow>.Text("failure", r => r.Failure),
    ];

    /// <summary>The names that nothing swept can have.</summary>
    public static IReadOnlyCollection<string> Names { get; } = [.. s_own.Select(c => c.Name)];

    /// <summary>The columns of a sweep.</summary>
    public static IReadOnlyList<TableColumn<SweepRow>> Of(Sweep sweep)
    {
        // seeds that no signed number can be are texts
        TableColumn<SweepRow> seed = sweep.Seeds.All(s => s <= long.MaxValue) ? s_own[0] : TableColumn<SweepRow>.Text("seed", r => r.Cell.Seed.ToString(CultureInfo.InvariantCulture));
        return [.. Swept<SweepRow>(sweep.Axes, r => r.Cell.Values), seed, .. s_own.Skip(1)];
    }

    /// <summary>A column for everything that is swept, of numbers where all its values are.</summary>
    public static IEnumerable<TableColumn<TRow>> Swept<TRow>(IReadOnlyList<Axis> axes, Func<TRow, IReadOnlyList<AxisValue>> values) => axes.Select((axis, k) => axis.Numbers is null
        ? TableColumn<TRow>.Text(axis.Name, row => values(row)[k].Label)
        : TableColumn<TRow>.Number(axis.Name, row => double.Parse(values(row)[k].Label, CultureInfo.InvariantCulture)));

    private static TableColumn<SweepRow> Text(string name, Func<CellResult, string?> of) => TableColumn<SweepRow>.Text(name, r => r.Result is { } done ? of(done) : null);

    private static TableColumn<SweepRow> Count(string name, Func<CellResult, long?> of) => TableColumn<SweepRow>.Count(name, r => r.Result is { } done ? of(done) : null);

    private static TableColumn<SweepRow> Number(string name, Func<CellResult, double?> of) => TableColumn<SweepRow>.Number(name, r => r.Result is { } done ? of(done) : null);

    private static long? Whole(double? count) => count is { } known && double.IsFinite(known) ? (long)known : null;
}

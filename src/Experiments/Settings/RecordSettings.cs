using System.Globalization;
using Gossip.Experiments.Yaml;

namespace Gossip.Experiments.Settings;

/// <summary>The section <c>record</c>: what a run leaves beside its summary.</summary>
/// <param name="Every">Time between two rows of metrics.csv; stopping is decided at these times. 0 where an online run decides.</param>
/// <param name="At">Further times at which a row is recorded, ascending.</param>
/// <param name="Events">Whether events.csv is written.</param>
/// <param name="State">Whether state.csv is written.</param>
/// <param name="MeanFrom">The share of the rounds after which the models of a server count for their mean; null leaves it to the run.</param>
/// <param name="Optimum">Whether a run is measured against its exact optimum: <c>auto</c>, <c>always</c> or <c>never</c>.</param>
/// <param name="Predictions">Whether an online run on rows writes predictions.csv; null leaves it to the stream.</param>
/// <param name="Comparators">How many points dynamic regret is measured against on rows; null takes 10.</param>
/// <param name="Formats">Formats of metrics; <see cref="Csv"/> is written in any case.</param>
/// <param name="Pictures">Formats of pictures; <see cref="Svg"/> is written in any case.</param>
/// <param name="ComparatorFile">A file with the points that dynamic regret is measured against, or null.</param>
public sealed record RecordSettings(
    double Every, IReadOnlyList<double> At, bool Events, bool State, double? MeanFrom, string Optimum, IReadOnlyList<string> Formats, IReadOnlyList<string> Pictures, bool? Predictions = null, int? Comparators = null, string? ComparatorFile = null)
{
    /// <summary>Where the dimension is small enough to find it in no time.</summary>
    public const string Auto = "auto";

    /// <summary>Whatever it takes.</summary>
    public const string Always = "always";

    /// <summary>Measured by its loss alone.</summary>
    public const string Never = "never";

    /// <summary>Metrics as comma-separated text.</summary>
    public const string Csv = "csv";

    /// <summary>Metrics as an Apache Parquet table.</summary>
    public const string Parquet = "parquet";

    /// <summary>Metrics as an event file of TensorBoard.</summary>
    public const string TensorBoard = "tensorboard";

    /// <summary>Pictures to be scaled.</summary>
    public const string Svg = "svg";

    /// <summary>Pictures of dots.</summary>
    public const string Png = "png";

    internal static RecordSettings Read(Section record, bool isFederated, bool isOnline)
    {
        string? comparators = record.Text("comparators", null, "how many, or a file with a point for each part or round");
        bool isCount = int.TryParse(comparators, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int count);
        if (isCount && count < 1) record.Refuse("comparators", "a whole number ≥ 1, or a file");
        RecordSettings read = new(
            record.Number("every", isOnline ? null : 1, Interval.Positive) ?? 0,
            (record.Numbers("at", Interval.NonNegative) ?? []).Distinct().Order().ToList(),
            record.Flag("events", false),
            record.Flag("state", false),
            record.Number("mean-from", null, Interval.NonNegative),
            record.Choice("optimum", isFederated ? Auto : null, Auto, Always, Never) ?? Always,
            record.Choices("formats", Csv, Parquet, TensorBoard) ?? [Csv],
            record.Choices("pictures", Svg, Png) ?? [Svg],
            record.Choice("predictions", null, "true", "false") is { } said ? said == "true" : null,
            isCount ? count : null,
            isCount ? null : comparators);
        foreach (string key in (string[])["predictions", "comparators"])
            if (!isOnline && record.Has(key)) record.Refuse(key, $"no {key}: that is for online learners");
        if (read.MeanFrom >= 1) record.Refuse("mean-from", "a number ≥ 0 and below 1");
        if (isFederated) return read;
        if (record.Has("mean-from")) record.Refuse("mean-from", "no mean-from: that is for federated methods");
        return read;
    }
}

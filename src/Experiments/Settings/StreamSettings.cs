using System.Globalization;
using Gossip.Experiments.Yaml;
using Gossip.Objectives.Streams;

namespace Gossip.Experiments.Settings;

/// <summary>The section <c>problem.stream</c>: the losses that an online learner meets.</summary>
public sealed record StreamSettings
{
    /// <summary>Lines of JSON from standard input.</summary>
    public const string StandardInput = "stdin";

    /// <summary>A pool of losses that come in a random order.</summary>
    public const string RandomOrder = "random-order";

    /// <summary>The kinds of synthetic streams.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["iid", "alternating", "drift", "shift", "corrupt", "label-shift", RandomOrder];

    /// <summary>How the mean moves; null where the losses are rows of a file or of an input.</summary>
    public required string? Kind { get; init; }

    /// <summary>A file of rows, or null.</summary>
    public required string? File { get; init; }

    /// <summary><c>stdin</c> or a port of this machine, <c>tcp:7000</c>; or null.</summary>
    public required string? Input { get; init; }

    /// <summary>The loss's name.</summary>
    public required string Loss { get; init; }

    /// <summary>d of synthetic losses.</summary>
    public required int Dimension { get; init; }

    /// <summary>σ.</summary>
    public required double Sigma { get; init; }

    /// <summary>What the kind needs: the size of alternating, segments of shift, rounds of corrupt, periods of label-shift.</summary>
    public required double? Par { get; init; }

    /// <summary>How far the means of a network's nodes are apart, 0 for not at all.</summary>
    public required double Heterogeneity { get; init; }

    /// <summary>m_t, in turns.</summary>
    public required IReadOnlyList<int> Batches { get; init; }

    /// <summary>Whether rows come in a random order.</summary>
    public required bool IsShuffled { get; init; }

    /// <summary>P, of a file or of a random order.</summary>
    public required int Passes { get; init; }

    /// <summary>Periods of the classes' shares, 0 for none.</summary>
    public required double LabelShift { get; init; }

    /// <summary>Turns of the features, 0 for none.</summary>
    public required double Turns { get; init; }

    /// <summary>Numbers in x of a line.</summary>
    public required int? Features { get; init; }

    /// <summary>Classes of softmax in lines.</summary>
    public required int? Classes { get; init; }

    /// <summary>Whether bad lines are skipped; else they end the run.</summary>
    public required bool SkipsBad { get; init; }

    /// <summary>Whether it is a live one.</summary>
    public bool IsLive => Input is not null;

    internal static StreamSettings? Read(Section stream, bool isOnline)
    {
        string? file = stream.Text("file", null, "a file of rows"), input = stream.Text("input", null, "stdin, or tcp:PORT");
        bool isSynthetic = file is null && input is null;
        string? kind = stream.Choice("kind", isOnline && isSynthetic ? "iid" : null, [.. Kinds]);
        string[] losses = isSynthetic ? ["quadratic", "linear", "regression", "experts"] : [.. RowLoss.Names];
        string? loss = isOnline ? stream.Choice("loss", isSynthetic ? "quadratic" : null, losses) : stream.Text("loss");
        IReadOnlyList<double>? batches = stream.Has("batch") && !stream.IsWord("batch") ? stream.Numbers("batch", Interval.Positive) : null;
        int? batch = batches is null ? stream.Integer("batch", null, 1) : null;
        StreamSettings read = new()
        {
            Kind = kind,
            File = file,
            Input = input,
            Loss = loss ?? losses[0],
            Dimension = stream.Integer("dimension", null, 1) ?? 5,
            Sigma = stream.Number("sigma", null, Interval.NonNegative) ?? 0.5,
            Par = stream.Number("par", null, Interval.NonNegative),
            Heterogeneity = stream.Number("heterogeneity", null, Interval.NonNegative) ?? 0,
            Batches = batches is null ? [batch ?? 1] : [.. batches.Select(m => (int)m)],
            IsShuffled = stream.Choice("order", null, "file", "random") == "random",
            Passes = stream.Integer("passes", null, 1) ?? 1,
            LabelShift = stream.Number("label-shift", null, Interval.NonNegative) ?? 0,
            Turns = stream.Number("turns", null, Interval.NonNegative) ?? 0,
            Features = stream.Integer("features", null, 1),
            Classes = stream.Integer("classes", null, 2),
            SkipsBad = stream.Choice("malformed", null, "fatal", "skip") == "skip",
        };
        if (!isOnline)
        {
            foreach (string key in (string[])["file", "input", "kind", "loss", "dimension", "sigma", "par", "heterogeneity", "batch", "order", "passes", "label-shift", "turns", "features", "classes", "malformed"])
                if (stream.Has(key)) stream.Refuse(key, $"method: one of {string.Join(", ", OnlineSettings.Names)} beside it: others meet no stream");
            return null;
        }
        RefuseMisplaced(stream, read, isSynthetic, batches);
        if (!isSynthetic && loss is null) stream.Refuse("loss", $"one of {string.Join(", ", losses)}");
        return read;
    }

    private static void RefuseMisplaced(Section stream, StreamSettings read, bool isSynthetic, IReadOnlyList<double>? batches)
    {
        if (read.File is not null && read.Input is not null) stream.Refuse("input", "either a file or an input");
        if (read.Input is { } input && input != StandardInput && PortOf(input) is null) stream.Refuse("input", "stdin, or tcp:PORT with a port from 1 to 65535");
        if (batches is not null && (batches.Count == 0 || batches.Any(m => !double.IsInteger(m)))) stream.Refuse("batch", "whole numbers ≥ 1");
        if (!isSynthetic)
            Refuse(["kind", "dimension", "sigma", "par", "heterogeneity"], "that is for synthetic streams");
        else
            Refuse(["order", "label-shift", "turns", "features", "classes", "malformed"], "that is for rows of a file or an input");
        if (isSynthetic && read.Kind != RandomOrder) Refuse(["passes"], $"that is for rows of a file, or kind: {RandomOrder}");
        if (read.File is not null) Refuse(["features", "classes", "malformed"], "that is for live streams");
        if (read.IsLive)
        {
            Refuse(["batch", "order", "passes", "label-shift", "turns"], "lines come as they come");
            if (read.Features is null) stream.Refuse("features", "how many numbers x of a line has");
            if (read.Loss == "softmax" && read.Classes is null) stream.Refuse("classes", "how many classes y of a line may be");
        }
        if (read.Loss == "regression" && read.Kind != "iid") stream.Refuse("kind", "iid: regression stands still");
        if (read.Kind is RandomOrder or "label-shift" && read.Loss is not ("quadratic" or "linear")) stream.Refuse("loss", $"quadratic or linear: others have no {read.Kind}");
        if (read.Kind == RandomOrder) Refuse(["batch"], "each loss of the pool comes once a pass");
        if (read.Heterogeneity > 0 && (read.Loss is not ("quadratic" or "linear") || read.Dimension < 3)) stream.Refuse("heterogeneity", "none: only quadratic and linear losses in three dimensions or more are shifted");
        if (isSynthetic && read.Dimension < 2) stream.Refuse("dimension", "a whole number ≥ 2");
        if (read.Kind == "alternating" && read.Par is null) stream.Refuse("par", "the size of what alternates");
        if (read.Kind == "label-shift" && read.Par is not > 0) stream.Refuse("par", "how many times the share of each class rises and falls");
        if (read.Kind is "shift" or "corrupt" && !(read.Par is { } par && double.IsInteger(par) && (par > 0 || read.Kind == "corrupt")))
            stream.Refuse("par", read.Kind == "shift" ? "how many segments there are" : "how many rounds are corrupted");

        void Refuse(string[] keys, string why)
        {
            foreach (string key in keys)
                if (stream.Has(key)) stream.Refuse(key, $"no {key}: {why}");
        }
    }

    /// <summary>The port of <c>tcp:7000</c>.</summary>
    internal static int? PortOf(string input) =>
        input.StartsWith("tcp:", StringComparison.Ordinal) && int.TryParse(input.AsSpan(4), NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port is > 0 and < 65536
            ? port : null;
}

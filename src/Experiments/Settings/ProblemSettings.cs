using System.Globalization;
using Gossip.Experiments.Yaml;
using Gossip.Objectives;

namespace Gossip.Experiments.Settings;

/// <summary>The section <c>problem</c>: what the nodes minimise, and how the data reach them.</summary>
public sealed record ProblemSettings
{
    /// <summary>The loss's name; null takes it from a <c>problem.json</c> beside per-node data.</summary>
    public required string? Loss { get; init; }

    /// <summary>A file to be split over the nodes, or a folder or glob with one file per node.</summary>
    public required string Data { get; init; }

    /// <summary>The column to be predicted; null takes the column y, or else the last.</summary>
    public required string? Target { get; init; }

    /// <summary>The column that says which client a row belongs to, or null.</summary>
    public required string? ClientColumn { get; init; }

    /// <summary>Classes of softmax and torch; null takes as many as the labels say.</summary>
    public required int? Classes { get; init; }

    /// <summary>The factor of |x|²/2 in every node's objective; null is 0, or what a <c>problem.json</c> implies.</summary>
    public required double? L2 { get; init; }

    /// <summary>How one file is split over the nodes.</summary>
    public required SplitSettings Split { get; init; }

    /// <summary>Whether features are shifted and scaled to mean 0 and variance 1.</summary>
    public required bool Standardise { get; init; }

    /// <summary>Whether a column of ones is added to the features.</summary>
    public required bool Bias { get; init; }

    /// <summary>What features are divided by, before anything else.</summary>
    public required double Scale { get; init; }

    /// <summary>A file with rows that no node learns from, or null.</summary>
    public required string? Test { get; init; }

    /// <summary>The share of the rows that no node learns from, or null.</summary>
    public required double? TestShare { get; init; }

    /// <summary>The network whose loss it is; null for any other loss.</summary>
    public required NetworkSettings? Network { get; init; }

    /// <summary>Rows per stochastic gradient; null takes all rows.</summary>
    public required int? Batch { get; init; }

    /// <summary>Strong convexity to be used instead of the one computed from the data.</summary>
    public required double? Mu { get; init; }

    /// <summary>Smoothness to be used instead of the one computed from the data.</summary>
    public required double? L { get; init; }

    /// <summary>What an online learner meets; null for any other method.</summary>
    public required StreamSettings? Stream { get; init; }

    internal static ProblemSettings Read(Section problem, bool isOnline)
    {
        // two names of one thing: what regression predicts, and what classification does
        string? target = problem.Text("target", null, "a column's name"), label = problem.Text("label-column", null, "a column's name");
        if (target is not null && label is not null) problem.Refuse("label-column", "either target or label-column: they mean the same");
        return Read(problem, target ?? label, isOnline);
    }

    private static ProblemSettings Read(Section problem, string? target, bool isOnline)
    {
        string? test = problem.Text("test", null, "a file, or a share of the rows above 0 and below 1");
        bool isShare = double.TryParse(test, NumberStyles.Float, CultureInfo.InvariantCulture, out double share);
        if (isShare && !(share > 0 && share < 1)) problem.Refuse("test", "a file, or a share of the rows above 0 and below 1");
        ProblemSettings read = Read(problem, target, isShare ? null : test, isShare ? share : null, isOnline);
        if (read.Network is not null && read.Bias) problem.Refuse("bias", "no bias: the layers of a network have their own");
        if (isOnline)
            foreach (string key in (string[])["loss", "data", "classes", "batch", "l2", "test", "client-column", "mu", "l"])
                if (problem.Has(key) && (key != "batch" || read.Batch is not null)) problem.Refuse(key, key switch
                {
                    "data" => "stream.file: an online learner meets a stream",
                    "loss" or "classes" or "batch" => $"stream.{key}: an online learner meets a stream",
                    _ => $"no {key}: an online learner meets a stream",
                });
        return read;
    }

    private static ProblemSettings Read(Section problem, string? target, string? test, double? share, bool isOnline) => new()
    {
        Test = test,
        TestShare = share,
        Network = NetworkSettings.Read(problem),
        Scale = problem.Number("scale", null, Interval.Positive) ?? 1,
        Stream = StreamSettings.Read(problem.Child("stream"), isOnline),
        Loss = problem.Has("loss") ? problem.Choice("loss", ProblemOptions.Losses[0], [.. ProblemOptions.Losses]) : problem.Text("loss"),
        Data = isOnline ? problem.Text("data", null, "a data file") ?? "" : problem.Required("data", "a data file, or a folder or glob with one file per node"),
        Target = target,
        ClientColumn = problem.Text("client-column", null, "a column's name"),
        Classes = problem.Integer("classes", null, 2),
        L2 = problem.Number("l2", null, Interval.NonNegative),
        Split = SplitSettings.Read(problem.Union("split", "kind")),
        Standardise = problem.Flag("standardise", false),
        Bias = problem.Flag("bias", false),
        Batch = problem.Integer("batch", null, 1, none: "full"),
        Mu = problem.Number("mu", null, Interval.Positive),
        L = problem.Number("l", null, Interval.Positive),
    };
}

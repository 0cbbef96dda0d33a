using Gossip.Experiments.Yaml;

namespace Gossip.Experiments.Settings;

/// <summary>The section <c>rates</c>: how often each edge fires.</summary>
/// <param name="Kind"><c>auto</c>, <c>uniform</c>, or an edge-list or plan file.</param>
/// <param name="Total">Total rate that the rates are scaled to; null keeps them as they are.</param>
public sealed record RateSettings(string Kind, double? Total)
{
    /// <summary>The rates of the graph's file where it has some, uniform ones otherwise.</summary>
    public const string Auto = "auto";

    /// <summary>Every edge alike, at the smallest rate that is admissible.</summary>
    public const string Uniform = "uniform";

    internal static RateSettings Read(Section rates) => new(
        rates.Text("kind", Auto, "auto, uniform, or a file with rates")!,
        rates.Number("total", null, Interval.Positive));
}

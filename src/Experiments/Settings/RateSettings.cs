using Gossip.Experiments.Yaml;

namespace Gossip.Experiments.Settings;

/// <summary>The section <c>rates</c>: how often each edge fires.</summary>
/// <param name="Kind"><c>auto</c>, <c>uniform</c>, <c>optimal</c>, or an edge-list or plan file.</param>
/// <param name="Total">Total rate that the rates are scaled to; null keeps them as they are.</param>
/// <param name="Plan">What optimal rates are asked for; null for any other kind.</param>
public sealed record RateSettings(string Kind, double? Total, PlanSettings? Plan)
{
    /// <summary>The rates of the graph's file where it has some, uniform ones otherwise.</summary>
    public const string Auto = "auto";

    /// <summary>Every edge alike, at the smallest rate that is admissible.</summary>
    public const string Uniform = "uniform";

    /// <summary>The rates that cost least, of a plan with its proof.</summary>
    public const string Optimal = "optimal";

    /// <summary>The kinds that are words.</summary>
    public static IReadOnlyList<string> Words { get; } = [Auto, Uniform, Optimal];

    internal static RateSettings Read(Section rates, bool isFederated)
    {
        string kind = rates.Text("kind", isFederated ? null : Auto, "auto, uniform, optimal, or a file with rates") ?? Auto;
        double? total = rates.Number("total", null, Interval.Positive);
        PlanSettings plan = PlanSettings.Read(rates, kind == Optimal);
        if (total is not null && plan.HasLimits) rates.Refuse("total", "no total beside caps or budgets: a plan that keeps to them fixes it");
        return new(kind, total, kind == Optimal ? plan : null);
    }
}

using Gossip.Core;
using Gossip.Experiments.Yaml;
using Gossip.Sdp;

namespace Gossip.Experiments.Settings;

/// <summary>The keys of the section <c>rates</c> that say what <c>optimal</c> means.</summary>
/// <param name="Objective">What the rates are best for; all but communications are scaled afterwards, to χ₁χ₂ = κ.</param>
/// <param name="Costs">A file of costs of an exchange, <c>measured</c> for what they take in real time, or null.</param>
/// <param name="Caps">A file of the largest rates of edges, or null.</param>
/// <param name="Budgets">A file of the largest rates of nodes, or null.</param>
/// <param name="Gap">The relative gap to the proven bound that is good enough.</param>
public sealed record PlanSettings(RateObjective Objective, string? Costs, string? Caps, string? Budgets, double Gap)
{
    /// <summary>The gap unless another is given.</summary>
    public const double UsualGap = 1e-9;

    /// <summary>Costs that a cluster in real time finds itself.</summary>
    public const string Measured = "measured";

    private static readonly string[] Words = [.. Enum.GetNames<RateObjective>().Select(name => name.ToLowerInvariant())];

    /// <summary>Whether costs are what exchanges are measured to take.</summary>
    public bool MeasuresCosts => Costs == Measured;

    /// <summary>Whether some edge or node may not fire as often as it would.</summary>
    public bool HasLimits => Caps is not null || Budgets is not null;

    internal static PlanSettings Read(Section rates, bool isOptimal)
    {
        string expected = $"one of {string.Join(", ", Words)}";
        string? objective = rates.Text("objective", null, expected);
        if (objective is not null && !Words.Contains(objective, StringComparer.Ordinal)) rates.Refuse("objective", expected + Nearest.Hint(objective, Words));
        double? gap = rates.Number("gap", null, Interval.Positive);
        if (gap >= 1) rates.Refuse("gap", "a number above 0 and below 1");
        PlanSettings plan = new(
            Enum.TryParse(objective, ignoreCase: true, out RateObjective known) ? known : RateObjective.Communications,
            rates.Text("costs", null, "a file with lines i j cost, or measured"),
            rates.Text("caps", null, "a file with lines i j rate"),
            rates.Text("budgets", null, "a file with lines i rate"),
            gap ?? UsualGap);
        if (!isOptimal)
        {
            foreach (string key in (string[])["objective", "gap", "costs", "caps", "budgets"])
                if (rates.Has(key)) rates.Refuse(key, $"kind: optimal beside it: other rates have no {key}");
        }
        else if (plan.Objective != RateObjective.Communications && plan.HasLimits)
        {
            rates.Refuse("objective", "communications beside caps or budgets: other rates are scaled afterwards, past them");
        }
        return plan;
    }
}

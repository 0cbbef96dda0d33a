namespace Gossip.Dashboard.Views;

/// <summary>What is drawn of measurements with given columns. Curves without numbers are left out by who draws them.</summary>
internal static class Charts
{
    private static readonly Chart[] OfRuns =
    [
        new("Convergence", "time", "time", true,
            [new("error", "error", "error"), new("bound", "proven bound", "bound"), new("suboptimality", "suboptimality", "suboptimality"), new("consensus_distance", "consensus distance", "consensus")]),
        new("Regret", "time", "time", false, [new("regret", "regret", "error"), new("regret_alone", "without gossip", "bound"), new("dynamic_regret", "dynamic regret", "suboptimality")]),
        new("Loss", "time", "time", false, [new("loss", "loss", "error"), new("test_loss", "on the test set", "suboptimality")]),
        new("Accuracy", "time", "time", false, [new("accuracy", "accuracy", "error"), new("test_accuracy", "on the test set", "suboptimality")]),
        new("Rounds", "time", "time", false, [new("rounds", "rounds", "error"), new("updates", "updates", "suboptimality")]),
    ];

    private static readonly Chart[] OfLearners =
    [
        new("Regret", "round", "rounds", false,
            [new("regret", "regret", "error"), new("regret_hindsight", "in hindsight", "consensus"), new("dynamic_regret", "dynamic regret", "suboptimality"), new("bound", "proven bound", "bound")]),
        new("Loss", "round", "rounds", false, [new("loss", "loss", "error")]),
    ];

    /// <summary>Those that some of the columns are for.</summary>
    public static IReadOnlyList<Chart> Of(IReadOnlyCollection<string> columns) =>
    [
        .. (columns.Contains("round") ? OfLearners : OfRuns)
            .Select(chart => chart with { Series = [.. chart.Series.Where(s => columns.Contains(s.Column))] })
            .Where(chart => columns.Contains(chart.Across) && chart.Series.Count > 0),
    ];
}

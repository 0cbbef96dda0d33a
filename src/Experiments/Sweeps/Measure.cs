namespace Gossip.Experiments.Sweeps;

/// <summary>What the cells of a sweep are compared by.</summary>
/// <param name="Name">Its name in files.</param>
/// <param name="Title">Its name in pictures.</param>
/// <param name="IsLog">Whether it falls by factors, so that means are those of logarithms.</param>
/// <param name="IsBetterLarge">Whether more of it is better.</param>
internal sealed record Measure(string Name, string Title, bool IsLog, bool IsBetterLarge)
{
    /// <summary>The error where the optimum is known, the regret of a learner, the loss otherwise.</summary>
    public const string Auto = "auto";

    /// <summary>Mean squared distance to the optimum over its value at the start.</summary>
    public static readonly Measure Error = new("error", "error", true, false);

    /// <summary>F(x̄), or what an online learner pays a round.</summary>
    public static readonly Measure Loss = new("loss", "loss", false, false);

    /// <summary>Of an online learner.</summary>
    public static readonly Measure Regret = new("regret", "regret", false, false);

    /// <summary>F(x̄) − F(x*).</summary>
    public static readonly Measure Suboptimality = new("suboptimality", "suboptimality", true, false);

    /// <summary>(1/n) Σ|xᵢ − x̄|².</summary>
    public static readonly Measure Consensus = new("consensus", "consensus distance", true, false);

    /// <summary>The share of rows that are classified rightly.</summary>
    public static readonly Measure Accuracy = new("accuracy", "accuracy", false, true);

    /// <summary>The loss of rows that no node learns from.</summary>
    public static readonly Measure TestLoss = new("test-loss", "test loss", false, false);

    /// <summary>The share of these that are classified rightly.</summary>
    public static readonly Measure TestAccuracy = new("test-accuracy", "test accuracy", false, true);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Measure> All { get; } = [Error, Suboptimality, Consensus, Loss, Accuracy, TestLoss, TestAccuracy, Regret];

    /// <summary>Whether a value is as good as a target.</summary>
    public bool Reaches(double value, double target) => IsBetterLarge ? value >= target : value <= target;
}

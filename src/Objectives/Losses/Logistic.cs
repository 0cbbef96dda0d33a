namespace Gossip.Objectives;

/// <summary>
/// f(x) = (1/m) Σᵣ log(1 + exp(−bᵣ aᵣᵀx)) + (l2/2)|x|², targets b = ±1. μ = l2 and L = λmax(AᵀA)/(4m) + l2.
/// </summary>
public sealed class Logistic : LinearModel<LogisticLink>, IClassifier
{
    /// <summary>The logistic loss of the rows of <paramref name="data"/>, whose targets are −1 and 1.</summary>
    public Logistic(Table data, double l2 = 0)
        : base(data, l2, byFeatures: data.Width <= 64)
    {
        if (!data.Targets.All(b => b is 1 or -1)) throw new ArgumentException("targets must be -1 or 1", nameof(data));
    }

    /// <inheritdoc/>
    public double Accuracy(ReadOnlySpan<double> x)
    {
        int right = 0;
        for (int r = 0; r < Rows; r++)
            if (Predict(r, x) > 0 == Target(r) > 0) right++;
        return (double)right / Rows;
    }
}

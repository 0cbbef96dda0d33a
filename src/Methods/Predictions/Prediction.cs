namespace Gossip.Methods.Predictions;

/// <summary>How fast a method converges on quadratics, from its own matrices. Rates are of −d ln(squared distance)/dt; of methods in rounds dt is a round.</summary>
/// <param name="MeanRate">That of |E x − x*|², twice how fast the mean converges; below zero where it diverges.</param>
/// <param name="Rate">That of E|x − x*|², at most <paramref name="MeanRate"/>: what a run's error falls with in the long run. Below zero where it diverges.</param>
/// <param name="Regime">How much of it is exact.</param>
public sealed record Prediction(double MeanRate, double Rate, Regime Regime)
{
    /// <summary>Whether the expected error falls to zero.</summary>
    public bool Converges => Rate > 0;
}

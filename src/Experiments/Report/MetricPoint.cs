namespace Gossip.Experiments.Report;

/// <summary>
/// What was measured of a run at one moment. Distances to an optimum that is not known are NaN.
/// </summary>
/// <param name="Time">Method time; 1 is one expected gradient per node.</param>
/// <param name="Gradients">Gradients taken so far, over all nodes.</param>
/// <param name="Communications">Exchanges over edges so far.</param>
/// <param name="Error"><paramref name="MeanSquaredDistance"/> over its value at the start.</param>
/// <param name="MeanSquaredDistance">(1/n) Σ|xᵢ − x*|².</param>
/// <param name="Suboptimality">F(x̄) − F(x*).</param>
/// <param name="ConsensusDistance">(1/n) Σ|xᵢ − x̄|².</param>
/// <param name="Bound">The proven bound in the units of <paramref name="Error"/>; NaN where there is none.</param>
public readonly record struct MetricPoint(
    double Time,
    long Gradients,
    long Communications,
    double Error,
    double MeanSquaredDistance,
    double Suboptimality,
    double ConsensusDistance,
    double Bound)
{
    /// <summary>What x̄ is as a model: on the nodes' rows where no optimum is known, and on a test set where there is one.</summary>
    public Score Score { get; init; } = Score.None;

    /// <summary>The time that the run would have taken by then on the machines it is imagined on; NaN where it ran on real ones.</summary>
    public double WallTime { get; init; } = double.NaN;

    /// <summary>Bytes of vectors sent so far.</summary>
    public long Bytes { get; init; }
}

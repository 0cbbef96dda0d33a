namespace Gossip.Experiments.Outside;

/// <summary>An edge of a running cluster.</summary>
/// <param name="I">Its lower-numbered end, where its clock lives.</param>
/// <param name="J">Its other end.</param>
/// <param name="PlannedRate">Planned exchanges per unit of time.</param>
/// <param name="RealisedRate">Exchanges per unit of time while somebody looked; NaN where that could not be told.</param>
/// <param name="Exchanges">Exchanges finished in the edge's present life.</param>
/// <param name="Expected">How many were planned while somebody looked: with few, chance decides.</param>
/// <param name="LatencySeconds">How long one takes, smoothed; NaN before the first.</param>
/// <param name="DeadlineSeconds">How long an offer waits before it is sent again.</param>
/// <param name="Backlog">Ticks of the clock that wait.</param>
public sealed record EdgeStatus(int I, int J, double PlannedRate, double RealisedRate, long Exchanges, double Expected, double LatencySeconds, double DeadlineSeconds, int Backlog)
{
    /// <summary>Whether it falls short of half its plan by more than chance explains: four standard deviations of a Poisson count.</summary>
    public bool IsShort => RealisedRate < 0.5 * PlannedRate && Expected - RealisedRate / PlannedRate * Expected > 4 * Math.Sqrt(Expected);
}

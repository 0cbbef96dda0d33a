namespace Gossip.Experiments.Running;

/// <summary>The times at which a run is measured: a grid, given times, and its end.</summary>
/// <param name="every">The grid's spacing.</param>
/// <param name="at">Further times, ascending.</param>
/// <param name="end">The last time of all; +∞ where nothing bounds it.</param>
internal sealed class Agenda(double every, IReadOnlyList<double> at, double end)
{
    /// <summary>The last time of all.</summary>
    public double End => end;

    /// <summary>The first time on the agenda after <paramref name="time"/>; +∞ where there is none.</summary>
    public double After(double time)
    {
        double step = Math.Floor(time / every);
        while (step * every <= time) step++;
        double next = step * every;
        foreach (double given in at)
        {
            if (given <= time) continue;
            next = Math.Min(next, given);
            break;
        }
        return end > time ? Math.Min(next, end) : double.PositiveInfinity;
    }
}

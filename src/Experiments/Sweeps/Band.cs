namespace Gossip.Experiments.Sweeps;

/// <summary>Where the runs of a combination stood at one moment.</summary>
/// <param name="Time">The moment.</param>
/// <param name="Gradients">The median of their gradients by then, as of all that follows.</param>
/// <param name="Communications">Of their exchanges.</param>
/// <param name="WallTime">Of their simulated wall time.</param>
/// <param name="Bytes">Of the bytes they had sent.</param>
/// <param name="Value">What is measured, with its band.</param>
/// <param name="Running">Runs that had not ended.</param>
internal readonly record struct Band(double Time, double Gradients, double Communications, double WallTime, double Bytes, Estimate Value, int Running)
{
    /// <summary>
    /// The band of some runs over time. A run that has ended stands where it ended; where more than half have, the band ends too.
    /// Between two measurements the earlier one holds.
    /// </summary>
    public static IReadOnlyList<Band> Of(IReadOnlyList<IReadOnlyList<CurvePoint>> runs, Func<IEnumerable<double>, Estimate> estimate)
    {
        double[] times = [.. runs.SelectMany(run => run.Select(p => p.Time)).Distinct().Order()];
        int[] at = new int[runs.Count];
        List<Band> bands = [];
        foreach (double time in times)
        {
            int running = 0;
            for (int k = 0; k < runs.Count; k++)
            {
                while (at[k] + 1 < runs[k].Count && runs[k][at[k] + 1].Time <= time) at[k]++;
                if (runs[k][^1].Time >= time) running++;
            }
            if (2 * running < runs.Count) break;
            CurvePoint[] now = [.. runs.Select((run, k) => run[at[k]])];
            bands.Add(new(time, Median(now.Select(p => p.Gradients)), Median(now.Select(p => p.Communications)), Median(now.Select(p => p.WallTime)), Median(now.Select(p => p.Bytes)), estimate(now.Select(p => p.Value)), running));
        }
        return bands;
    }

    private static double Median(IEnumerable<double> values) => Estimate.OfQuantiles(values, 0).Center;
}

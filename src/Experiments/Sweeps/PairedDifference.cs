namespace Gossip.Experiments.Sweeps;

/// <summary>
/// How a value of an axis compares with its baseline, everything else being equal: both ran on the same seeds, and so on the same splits,
/// graphs, starts and clocks.
/// </summary>
/// <param name="Group">The combination.</param>
/// <param name="Baseline">The one that it is compared with.</param>
/// <param name="What">What was compared.</param>
/// <param name="IsRatio">Whether the difference is a ratio, with the geometric mean and the interval of its logarithm; else a plain difference.</param>
/// <param name="Pairs">Seeds on which both have that number.</param>
/// <param name="Seeds">Seeds on which both are done.</param>
/// <param name="Difference">The mean and its t-interval.</param>
internal sealed record PairedDifference(SweepGroup Group, SweepGroup Baseline, string What, bool IsRatio, int Pairs, int Seeds, Estimate Difference)
{
    private double Neutral => IsRatio ? 1 : 0;

    /// <summary>In a word: less, more, or no difference that could be told from chance.</summary>
    public string Verdict => double.IsNaN(Difference.Low) ? "" : Difference.High < Neutral ? "less" : Difference.Low > Neutral ? "more" : "unclear";

    /// <summary>All comparisons of a sweep.</summary>
    public static IReadOnlyList<PairedDifference> Of(Sweep sweep, IReadOnlyList<SweepGroup> groups)
    {
        if (sweep.Pair is not { } pair) return [];
        AxisValue baseline = sweep.Axes[pair.Axis].Values[pair.Value];
        List<PairedDifference> all = [];
        foreach (SweepGroup group in groups.Where(g => g.Values[pair.Axis] != baseline))
        {
            SweepGroup other = groups.First(g => g.Values.Select((v, a) => a == pair.Axis ? v == baseline : v == group.Values[a]).All(same => same));
            (CellResult A, CellResult B)[] both = [.. group.Rows.Zip(other.Rows).Where(p => p.First.Result is not null && p.Second.Result is not null && p.First.Result.Measure == p.Second.Result.Measure)
                .Select(p => (p.First.Result!, p.Second.Result!))];
            if (both.Length == 0) continue;
            foreach (Quantity quantity in Quantity.All)
            {
                (double, double)[] counts = [.. both.Select(p => (quantity.Needed(p.A), quantity.Needed(p.B)))];
                if (counts.Any(p => double.IsFinite(p.Item1) || double.IsFinite(p.Item2))) all.Add(Compare(quantity.Name, counts, isRatio: true));
            }
            all.Add(Compare("final", [.. both.Select(p => (p.A.Last.Value, p.B.Last.Value))], group.Measure!.IsLog));

            PairedDifference Compare(string what, (double A, double B)[] pairs, bool isRatio)
            {
                double[] differences = [.. pairs.Select(p => isRatio ? p.A / p.B : p.A - p.B).Where(d => double.IsFinite(d) && (!isRatio || d > 0))];
                return new(group, other, what, isRatio, differences.Length, both.Length, Estimate.OfMean(differences, sweep.Confidence, isRatio));
            }
        }
        return all;
    }
}

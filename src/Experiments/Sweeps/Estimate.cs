using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace Gossip.Experiments.Sweeps;

/// <summary>What several runs say of one number: a centre with a band around it. Numbers that nobody can say are NaN.</summary>
/// <param name="Center">The median, or the mean.</param>
/// <param name="Low">The band's lower end.</param>
/// <param name="High">The band's upper end.</param>
public readonly record struct Estimate(double Center, double Low, double High)
{
    /// <summary>Nothing is known.</summary>
    public static readonly Estimate None = new(double.NaN, double.NaN, double.NaN);

    /// <summary>
    /// The median and the quantiles that leave <paramref name="share"/> of the runs between them (Hyndman and Fan's seventh definition: linear between
    /// order statistics). A run that never got there may stand as infinite.
    /// </summary>
    internal static Estimate OfQuantiles(IEnumerable<double> values, double share)
    {
        double[] sorted = [.. values.Order()];
        if (sorted.Length == 0 || sorted.Any(double.IsNaN)) return None;
        return new(Quantile(sorted, 0.5), Quantile(sorted, (1 - share) / 2), Quantile(sorted, (1 + share) / 2));
    }

    /// <summary>
    /// The mean and its t-interval, m ± t_{(1+c)/2, n−1} s/√n; the same of the logarithms where these are asked for and all values are above zero,
    /// so that the centre is the geometric mean. One run has no interval.
    /// </summary>
    internal static Estimate OfMean(IEnumerable<double> values, double confidence, bool ofLogarithms)
    {
        double[] all = [.. values];
        if (all.Length == 0 || !all.All(double.IsFinite)) return None;
        if (ofLogarithms && all.All(v => v > 0))
        {
            Estimate logs = OfMean(all.Select(v => Math.Log(v)), confidence, false);
            return new(Math.Exp(logs.Center), Math.Exp(logs.Low), Math.Exp(logs.High));
        }
        double mean = all.Average();
        if (all.Length == 1) return new(mean, double.NaN, double.NaN);
        double half = StudentT.InvCDF(0, 1, all.Length - 1, (1 + confidence) / 2) * all.StandardDeviation() / Math.Sqrt(all.Length);
        return new(mean, mean - half, mean + half);
    }

    private static double Quantile(double[] sorted, double p)
    {
        double at = p * (sorted.Length - 1);
        int below = (int)Math.Floor(at + 1e-12), above = Math.Min(below + 1, sorted.Length - 1);
        double share = at - below;
        // between a number and infinity there is nothing but infinity, and no share of it is zero times it
        return share <= 1e-12 ? sorted[below] : double.IsInfinity(sorted[above]) ? sorted[above] : sorted[below] + share * (sorted[above] - sorted[below]);
    }
}

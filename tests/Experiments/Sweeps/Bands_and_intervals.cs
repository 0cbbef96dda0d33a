using Gossip.Experiments.Sweeps;

namespace Gossip.Experiments.Tests.Sweeps;

public sealed class Bands_and_intervals
{
    /// <summary>t₀.₉₇₅ with 4 degrees of freedom is 2.776445105, with 9 it is 2.262157163 and t₀.₉₅ 1.833112933 (tables of Student's distribution).</summary>
    [Fact]
    public void A_t_interval_is_the_mean_and_t_standard_errors_to_both_sides()
    {
        // mean 3, s² = 2.5
        Near(Estimate.OfMean([1, 2, 3, 4, 5], 0.95, false), 3, 2.776445105 * Math.Sqrt(2.5 / 5));
        // mean 14.5, s² = 82.5/9
        double[] ten = [.. Enumerable.Range(10, 10).Select(k => (double)k)];
        Near(Estimate.OfMean(ten, 0.95, false), 14.5, 2.262157163 * Math.Sqrt(82.5 / 9 / 10));
        Near(Estimate.OfMean(ten, 0.9, false), 14.5, 1.833112933 * Math.Sqrt(82.5 / 9 / 10));
    }

    [Fact]
    public void Of_logarithms_it_is_around_the_geometric_mean()
    {
        // logarithms to base 10: −3, −2, −1
        Estimate e = Estimate.OfMean([1e-3, 1e-2, 1e-1], 0.95, true);
        e.Center.ShouldBe(1e-2, 1e-14);
        // t₀.₉₇₅ with 2 degrees of freedom is 4.302652730
        Math.Log10(e.High).ShouldBe(-2 + 4.302652730 / Math.Sqrt(3), 1e-8);
        Math.Log10(e.Low).ShouldBe(-2 - 4.302652730 / Math.Sqrt(3), 1e-8);
        Estimate.OfMean([0, 1, 2], 0.95, true).Center.ShouldBe(1, "a zero has no logarithm");
    }

    [Fact]
    public void One_run_has_a_mean_and_no_interval()
    {
        Estimate.OfMean([7], 0.95, false).ShouldBe(new Estimate(7, double.NaN, double.NaN));
        Estimate.OfMean([], 0.95, false).ShouldBe(Estimate.None);
        Estimate.OfMean([1, double.PositiveInfinity], 0.95, false).ShouldBe(Estimate.None);
    }

    [Fact]
    public void Quantiles_are_linear_between_order_statistics()
    {
        Estimate e = Estimate.OfQuantiles([5, 1, 4, 2, 3], 0.8);
        (e.Center, e.Low, e.High).ShouldBe((3, 1.4, 4.6));
        Estimate.OfQuantiles([1, 2], 0.8).Center.ShouldBe(1.5);
        Estimate.OfQuantiles([4], 0.8).ShouldBe(new Estimate(4, 4, 4));
    }

    [Fact]
    public void A_run_that_never_got_there_counts_as_infinite()
    {
        Estimate e = Estimate.OfQuantiles([1, 2, 3, double.PositiveInfinity, double.PositiveInfinity], 0.8);
        (e.Center, e.Low, e.High).ShouldBe((3, 1.4, double.PositiveInfinity));
        Estimate.OfQuantiles([1, double.PositiveInfinity], 0.8).Center.ShouldBe(double.PositiveInfinity);
    }

    /// <summary>Three runs of errors e^(−kt) for k = 1, 2, 3 end at times 10, 6 and 4: the band has the middle one until two of them have ended.</summary>
    [Fact]
    public void A_band_follows_its_runs_and_ends_with_the_second_half_of_them()
    {
        CurvePoint[][] runs = [Run(1, 10), Run(2, 6), Run(3, 4)];
        IReadOnlyList<Band> bands = Band.Of(runs, values => Estimate.OfQuantiles(values, 1));
        bands.Select(b => b.Time).ShouldBe(Enumerable.Range(0, 7).Select(t => (double)t));
        bands.Select(b => b.Running).ShouldBe([3, 3, 3, 3, 3, 2, 2]);
        foreach (Band b in bands)
        {
            b.Value.Center.ShouldBe(Math.Exp(-2 * b.Time), 1e-15);
            b.Value.High.ShouldBe(Math.Exp(-b.Time), 1e-15);
            // the third stands where it ended
            b.Value.Low.ShouldBe(Math.Exp(-3 * Math.Min(4, b.Time)), 1e-15);
            b.Gradients.ShouldBe(16 * b.Time);
        }
    }

    [Fact]
    public void What_is_kept_of_a_curve_does_not_depend_on_its_length()
    {
        CurvePoint[] points = Run(0.001, 20_000);
        double[] kept = [.. CellCurve.Thin(points).Select(p => p.Time)], shorter = [.. CellCurve.Thin(points[..5000]).Select(p => p.Time)];
        kept.Length.ShouldBeLessThan(2000);
        kept.Take(401).ShouldBe(Enumerable.Range(0, 401).Select(k => (double)k));
        shorter[..^1].ShouldBe(kept.Take(shorter.Length - 1));
        (kept[^1], shorter[^1]).ShouldBe((20_000, 4999));
    }

    private static CurvePoint[] Run(double rate, int end) => [.. Enumerable.Range(0, end + 1).Select(t => new CurvePoint(t, 16 * t, 2 * t, t, 8 * t, Math.Exp(-rate * t)))];

    private static void Near(Estimate e, double center, double half)
    {
        e.Center.ShouldBe(center, 1e-12);
        e.High.ShouldBe(center + half, 1e-7);
        e.Low.ShouldBe(center - half, 1e-7);
    }
}

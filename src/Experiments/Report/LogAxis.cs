namespace Gossip.Experiments.Report;

/// <summary>
/// A logarithmic axis over whole decades, 10^Low … 10^High. Zero has no logarithm: where values are zero the axis
/// gets one decade more, whose end stands for zero.
/// </summary>
internal readonly record struct LogAxis(int Low, int High, bool EndsAtZero)
{
    /// <summary>How far above everything measured a bound may stretch the axis, in decades; beyond it is cut off.</summary>
    private const int Headroom = 4;

    /// <summary>The axis that shows all of <paramref name="measured"/>, and of <paramref name="bounds"/> what is not far away.</summary>
    public static LogAxis Covering(IEnumerable<double> measured, IEnumerable<double> bounds)
    {
        double[] all = measured.Where(double.IsFinite).ToArray();
        double[] positive = all.Where(v => v > 0).ToArray();
        bool zero = positive.Length < all.Length;
        double low = positive.Length > 0 ? positive.Min() : 1, high = positive.Length > 0 ? positive.Max() : 1;
        double ceiling = high * Math.Pow(10, Headroom), floor = low / 100;
        foreach (double bound in bounds.Where(b => b > 0 && double.IsFinite(b)))
        {
            high = Math.Max(high, Math.Min(bound, ceiling));
            low = Math.Min(low, Math.Max(bound, floor));
        }
        int bottom = (int)Math.Floor(Math.Log10(low) + 1e-9), top = (int)Math.Ceiling(Math.Log10(high) - 1e-9);
        if (bottom == top) bottom--;
        return new(zero ? bottom - 1 : bottom, top, zero);
    }

    /// <summary>0 at the low end, 1 at the high end; zero and what is below lie on the low end, values above may exceed 1.</summary>
    public double Position(double value) =>
        value > 0 ? Math.Clamp((Math.Log10(value) - Low) / (High - Low), 0, 2) : 0;

    /// <summary>The decades that are labelled: few enough to read, 10⁰ among them where it is on the axis.</summary>
    public IEnumerable<int> Ticks()
    {
        int span = High - Low;
        int step = span <= 7 ? 1 : span <= 14 ? 2 : span <= 21 ? 3 : (span + 6) / 7;
        for (int k = (int)Math.Floor((double)High / step) * step; k >= Low; k -= step) yield return k;
    }
}

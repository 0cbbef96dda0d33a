using System.Globalization;

namespace Gossip.Experiments.Report;

/// <summary>A linear axis from 0 to the largest value, with ticks at 1, 2, 2.5 or 5 times a power of ten.</summary>
internal readonly record struct LinearAxis(double End, double Step)
{
    public static LinearAxis Covering(IEnumerable<double> values)
    {
        double end = values.Where(double.IsFinite).DefaultIfEmpty(0).Max();
        if (!(end > 0)) end = 1;
        double power = Math.Pow(10, Math.Floor(Math.Log10(end / 5)));
        double step = new[] { 1, 2, 2.5, 5, 10 }.Select(m => m * power).First(s => end / s <= 5.5);
        return new(end, step);
    }

    public double Position(double value) => value / End;

    public IEnumerable<double> Ticks()
    {
        for (int k = 0; k * Step <= End * (1 + 1e-9); k++) yield return k * Step;
    }

    /// <summary>Such as 400, 2.5k or 10M, in one unit for the whole axis.</summary>
    public string Label(double tick)
    {
        (double unit, string name) = End switch
        {
            >= 1e9 => (1e9, "G"),
            >= 1e6 => (1e6, "M"),
            >= 1e4 => (1e3, "k"),
            _ => (1.0, ""),
        };
        return tick == 0 ? "0" : (tick / unit).ToString("G6", CultureInfo.InvariantCulture) + name;
    }
}

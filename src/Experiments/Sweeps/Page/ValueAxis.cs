using System.Globalization;
using Gossip.Experiments.Report;

namespace Gossip.Experiments.Sweeps.Page;

/// <summary>A linear axis upwards that holds some values, below zero too, with ticks at 1, 2 or 5 times a power of ten.</summary>
internal readonly record struct ValueAxis(double Low, double High, double Step)
{
    public static ValueAxis Covering(IEnumerable<double> values)
    {
        double[] all = [.. values.Where(double.IsFinite)];
        (double low, double high) = all.Length == 0 ? (0, 1) : (all.Min(), all.Max());
        if (high - low < 1e-9 * Math.Max(Math.Abs(high), 1e-300)) (low, high) = (low - 0.5 * Math.Max(1, Math.Abs(low)), high + 0.5 * Math.Max(1, Math.Abs(high)));
        double power = Math.Pow(10, Math.Floor(Math.Log10((high - low) / 4)));
        double step = power * new[] { 1.0, 2, 5, 10 }.First(m => (high - low) / (m * power) <= 5);
        return new(step * Math.Floor(low / step + 1e-9), step * Math.Ceiling(high / step - 1e-9), step);
    }

    public double Position(double value) => (value - Low) / (High - Low);

    /// <summary>The values that are labelled.</summary>
    public IEnumerable<double> Ticks()
    {
        for (int k = 0; Low + k * Step <= High + 1e-9 * Step; k++) yield return Math.Abs(Low + k * Step) < 1e-9 * Step ? 0 : Low + k * Step;
    }

    /// <summary>Grid and labels on the left of a plot's frame.</summary>
    public void Draw(Markup svg)
    {
        foreach (double tick in Ticks())
        {
            double y = PlotPanel.Bottom - Position(tick) * (PlotPanel.Bottom - PlotPanel.Top);
            svg.Add($"<path class=\"grid\" d=\"M{PlotPanel.Left} {y}H{PlotPanel.Right}\"/><text class=\"tick\" text-anchor=\"end\" x=\"{PlotPanel.Left - 8}\" y=\"{y + 4}\">{Label(tick)}</text>");
        }
    }

    private static string Label(double tick) => Math.Abs(tick) switch
    {
        >= 1e9 => $"{Text(tick / 1e9)}G",
        >= 1e6 => $"{Text(tick / 1e6)}M",
        >= 1e4 => $"{Text(tick / 1e3)}k",
        _ => Text(tick),
    };

    private static string Text(double number) => number.ToString("G4", CultureInfo.InvariantCulture).Replace("-", "−", StringComparison.Ordinal);
}

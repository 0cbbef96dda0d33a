using Gossip.Experiments.Report;

namespace Gossip.Experiments.Sweeps.Page;

/// <summary>Ratios to a baseline with their intervals, on a logarithmic axis around one, or differences on a linear one around zero.</summary>
internal sealed record ForestPlot(string Title, string Baseline, IReadOnlyList<(string Name, string Style, PairedDifference Difference)> Rows)
{
    private const double Right = 796, Top = 48, RowHeight = 26;

    /// <summary>Its width in the units of the drawing.</summary>
    public const int Width = 820;

    /// <summary>Its height.</summary>
    public double Height => Bottom + 48;

    /// <summary>What a reader who does not see it should know.</summary>
    public string Description => $"{Title}: {string.Join("; ", Rows.Select(r => $"{r.Name} {PagePlan.Read(r.Difference.Difference)}"))}.";

    private double Bottom => Top + RowHeight * Rows.Count;

    private double Left => Math.Min(330, 30 + 7 * Rows.Max(r => r.Name.Length));

    /// <summary>Everything within the frame.</summary>
    public Markup Draw()
    {
        Markup svg = new();
        bool isRatio = Rows[0].Difference.IsRatio;
        double neutral = isRatio ? 1 : 0;
        double[] ends = [.. Rows.SelectMany(r => (double[])[r.Difference.Difference.Center, r.Difference.Difference.Low, r.Difference.Difference.High]).Where(v => double.IsFinite(v) && (v > 0 || !isRatio)), neutral];
        ValueAxis linear = ValueAxis.Covering(ends);
        (double low, double high) = isRatio ? (Math.Log(ends.Min() / 1.15), Math.Log(ends.Max() * 1.15)) : (linear.Low, linear.High);
        svg.Add($"<text class=\"name\" x=\"8\" y=\"22\">{Title}</text>");
        foreach (double tick in isRatio ? Ticks(low, high) : linear.Ticks())
            svg.Add($"<path class=\"grid\" d=\"M{At(tick)} {Top}V{Bottom}\"/><text class=\"tick\" text-anchor=\"middle\" x=\"{At(tick)}\" y=\"{Bottom + 18}\">{Display.Number(tick)}</text>");
        svg.Add($"<path class=\"neutral\" d=\"M{At(neutral)} {Top - 4}V{Bottom}\"/>");
        for (int k = 0; k < Rows.Count; k++)
        {
            (string name, string style, PairedDifference difference) = Rows[k];
            Estimate e = difference.Difference;
            double y = Top + RowHeight * (k + 0.5);
            svg.Add($"<text class=\"label\" text-anchor=\"end\" x=\"{Left - 12}\" y=\"{y + 4}\">{PagePlan.Short(name, 44)}</text>");
            if (double.IsNaN(e.Center))
            {
                svg.Add($"<text x=\"{Left + 6}\" y=\"{y + 4}\">no seed on which both reached the target</text>");
                continue;
            }
            if (double.IsFinite(e.Low)) svg.Add($"<path class=\"curve {style}\" d=\"M{At(e.Low)} {y}H{At(e.High)}M{At(e.Low)} {y - 5}v10M{At(e.High)} {y - 5}v10\"/>");
            svg.Add($"<circle class=\"dot {style}\" cx=\"{At(e.Center)}\" cy=\"{y}\" r=\"5\"><title>{name}: {PagePlan.Read(e)} on {difference.Pairs} seeds</title></circle>");
        }
        svg.Add($"<path class=\"axis\" d=\"M{Left} {Bottom}H{Right}\"/><text text-anchor=\"middle\" x=\"{(Left + Right) / 2}\" y=\"{Bottom + 38}\">{(isRatio ? $"times what {Baseline} has on the same seed" : $"more than {Baseline} has on the same seed")}</text>");
        return svg;

        double At(double value) => Left + ((isRatio ? Math.Log(value) : value) - low) / (high - low) * (Right - Left);
    }

    /// <summary>1, 2 and 5 times powers of ten, or powers of ten alone where these are many.</summary>
    private static IEnumerable<double> Ticks(double low, double high)
    {
        double[] steps = high - low > Math.Log(300) ? [1] : high - low > Math.Log(2) ? [1, 2, 5] : [1, 1.1, 1.2, 1.3, 1.5, 1.7, 2, 5, 8, 9];
        for (int power = (int)Math.Floor(low / Math.Log(10)); power <= high / Math.Log(10); power++)
            foreach (double step in steps)
                if (step * Math.Pow(10, power) is var tick && Math.Log(tick) >= low && Math.Log(tick) <= high) yield return tick;
    }
}

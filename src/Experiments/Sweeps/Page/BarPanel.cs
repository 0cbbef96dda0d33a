using Gossip.Experiments.Report;

namespace Gossip.Experiments.Sweeps.Page;

/// <summary>Bars from zero to estimates, with whiskers for their bands.</summary>
internal sealed record BarPanel(string Title, string XName, IReadOnlyList<BarPanel.Bar> Bars)
{
    /// <summary>Its width in the units of the drawing.</summary>
    public const int Width = PlotPanel.Width;

    private const double Left = 112, Right = 424, Top = 46, RowHeight = 26, RoomForNumber = 70;

    /// <summary>Its height.</summary>
    public double Height => Bottom + 48;

    /// <summary>What a reader who does not see it should know.</summary>
    public string Description => $"{Title}, {XName}: {string.Join("; ", Bars.Select(b => $"{b.Name} {PagePlan.Read(b.Value)}"))}.";

    private double Bottom => Top + RowHeight * Bars.Count;

    /// <summary>Everything within the frame.</summary>
    public Markup Draw()
    {
        Markup svg = new();
        LinearAxis x = LinearAxis.Covering(Bars.SelectMany(b => (double[])[b.Value.Center, b.Value.High]).Append(0));
        svg.Add($"<text class=\"name\" x=\"{Left}\" y=\"28\">{Title}</text>");
        foreach (double tick in x.Ticks())
            svg.Add($"<path class=\"grid\" d=\"M{At(tick)} {Top}V{Bottom}\"/><text class=\"tick\" text-anchor=\"middle\" x=\"{At(tick)}\" y=\"{Bottom + 18}\">{x.Label(tick)}</text>");
        for (int k = 0; k < Bars.Count; k++)
        {
            (string name, string style, Estimate value, string note) = Bars[k];
            double y = Top + RowHeight * k, middle = y + RowHeight / 2;
            svg.Add($"<text class=\"label\" text-anchor=\"end\" x=\"{Left - 8}\" y=\"{middle + 4}\">{PagePlan.Short(name, 15)}</text>");
            if (!double.IsFinite(value.Center))
            {
                svg.Add($"<text x=\"{Left + 6}\" y=\"{middle + 4}\">{(double.IsNaN(value.Center) ? "–" : "not reached")}{note}</text>");
                continue;
            }
            svg.Add($"<rect class=\"fill {style}\" x=\"{Left}\" y=\"{y + 4}\" width=\"{At(value.Center) - Left}\" height=\"{RowHeight - 8}\" rx=\"2\"><title>{name}: {PagePlan.Read(value)}{note}</title></rect>");
            double end = At(double.IsFinite(value.High) ? Math.Max(value.Center, value.High) : value.Center);
            if (end < Right - RoomForNumber) svg.Add($"<text class=\"tick\" x=\"{end + 6}\" y=\"{middle + 4}\">{Display.Number(value.Center)}</text>");
            if (double.IsFinite(value.Low) && double.IsFinite(value.High) && value.High > value.Low)
                svg.Add($"<path class=\"whisker\" d=\"M{At(Math.Max(0, value.Low))} {middle}H{At(value.High)}M{At(Math.Max(0, value.Low))} {middle - 4}v8M{At(value.High)} {middle - 4}v8\"/>");
        }
        svg.Add($"<path class=\"axis\" d=\"M{Left} {Top}V{Bottom}\"/><text text-anchor=\"middle\" x=\"{(Left + Right) / 2}\" y=\"{Bottom + 38}\">{XName}</text>");
        return svg;

        double At(double value) => Left + x.Position(value) * (Right - Left);
    }

    /// <summary>A bar.</summary>
    internal sealed record Bar(string Name, string Style, Estimate Value, string Note);
}

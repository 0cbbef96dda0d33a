using System.Globalization;
using System.Xml.Linq;
using Gossip.Experiments.Report;

namespace Gossip.Experiments.Tests.Report;

public class PlotTests
{
    private static XElement[] Panels(IReadOnlyList<MetricPoint> points)
    {
        XElement svg = XDocument.Parse(ConvergencePlot.Svg(points)).Root!;
        return svg.Elements().Where(e => e.Name.LocalName == "g").ToArray();
    }

    private static XElement Tick(XElement panel, string label) =>
        panel.Of("text", "tick").Single(t => t.Value == label);

    /// <summary>The curve itself, not its sample in the legend.</summary>
    private static XElement Curve(XElement panel, string style) =>
        panel.Of("path", style).Single(p => p.Parent!.Name.LocalName == "svg");

    [Fact]
    public void A_curve_passes_where_the_ticks_say()
    {
        XElement panel = Panels(Samples.Run(81))[0];
        (double X, double Y)[] curve = Curve(panel, "error").Points();
        // 10^(−t/10): at t = 20, 40, 60 the curve is at 10⁻², 10⁻⁴, 10⁻⁶
        foreach ((string time, string error) in new[] { ("0", "100"), ("20", "10−2"), ("40", "10−4"), ("60", "10−6"), ("80", "10−8") })
        {
            double x = Tick(panel, time).Number("x"), y = Tick(panel, error).Number("y") - 4;
            curve.Min(p => Math.Abs(p.X - x) + Math.Abs(p.Y - y)).ShouldBeLessThan(0.2);
        }
    }

    [Fact]
    public void The_three_plots_of_the_error_have_their_own_x()
    {
        XElement[] panels = Panels(Samples.Run(81));
        panels.Length.ShouldBe(4);
        // the last point: time 80, gradients 1280, exchanges 1920
        Tick(panels[0], "80").Number("x").ShouldBe(424, 0.01);
        Tick(panels[1], "1000").Number("x").ShouldBe(52 + 372 * 1000 / 1280.0, 0.01);
        Tick(panels[2], "1500").Number("x").ShouldBe(52 + 372 * 1500 / 1920.0, 0.01);
    }

    [Fact]
    public void The_bound_is_drawn_where_there_is_one()
    {
        MetricPoint[] with = Samples.Run(50);
        MetricPoint[] without = with.Select(p => p with { Bound = double.NaN }).ToArray();
        string drawn = ConvergencePlot.Svg(with), left = ConvergencePlot.Svg(without);
        drawn.ShouldContain("proven bound");
        left.ShouldNotContain("proven bound");
        XDocument.Parse(drawn).Of("path", "bound").Count().ShouldBe(6);
        XDocument.Parse(left).Of("path", "bound").ShouldBeEmpty();
    }

    [Fact]
    public void A_bound_far_above_does_not_flatten_the_curve()
    {
        MetricPoint[] points = Samples.Run(50).Select(p => p with { Bound = 1e60 }).ToArray();
        Panels(points)[0].Of("text", "tick").Select(t => t.Value).ShouldContain("10−4");
    }

    [Fact]
    public void Zero_lies_on_the_end_of_the_axis_that_says_zero()
    {
        MetricPoint[] points = [.. Samples.Run(50), Samples.At(50, 0)];
        XElement panel = Panels(points)[0];
        XElement zero = panel.Of("text", "tick").Single(t => t.Value == "0" && t.Attribute("text-anchor")!.Value == "end");
        panel.Of("circle", "error").First().Number("cy").ShouldBe(zero.Number("y") - 4);
    }

    [Fact]
    public void What_is_zero_before_anything_moved_is_left_out()
    {
        MetricPoint[] points = Samples.Run(50);
        points[0] = points[0] with { ConsensusDistance = 0 };
        Panels(points)[3].Of("text", "tick").ShouldNotContain(t => t.Value == "0" && t.Attribute("text-anchor")!.Value == "end");
    }

    [Fact]
    public void Numbers_that_are_not_finite_break_the_line_and_nothing_else()
    {
        MetricPoint[] points = Samples.Run(40);
        points[20] = Samples.At(20, double.NaN, double.PositiveInfinity);
        points[39] = Samples.At(39, double.PositiveInfinity);
        string svg = ConvergencePlot.Svg(points);
        XDocument.Parse(svg).Descendants().Attributes("d").ShouldAllBe(d => !d.Value.Contains('N') && !d.Value.Contains('∞'));
        XDocument.Parse(svg).Of("path", "error").Select(p => p.Attribute("d")!.Value.Count(c => c == 'M')).Max().ShouldBe(2);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Few_points_are_drawn_too(int points) => Panels(Samples.Run(points)).Length.ShouldBe(4);

    [Fact]
    public void Nothing_measured_is_said() =>
        ConvergencePlot.Svg([]).Split("nothing was measured</text>").Length.ShouldBe(5);

    [Fact]
    public void A_long_run_is_a_small_file_that_keeps_its_peaks()
    {
        MetricPoint[] points = Enumerable.Range(0, 200_000).Select(k => Samples.At(k * 1e-3, Math.Exp(-k * 1e-4))).ToArray();
        points[123_457] = Samples.At(123.457, 100);
        string svg = ConvergencePlot.Svg(points);
        svg.Length.ShouldBeLessThan(400_000);
        XElement panel = Panels(points)[0];
        double top = Tick(panel, "102").Number("y") - 4;
        Curve(panel, "error").Points().Min(p => p.Y).ShouldBe(top, 0.1);
    }

    [Fact]
    public void Pointing_tells_the_measured_numbers()
    {
        XElement panel = Panels(Samples.Run(21))[0];
        string[] told = panel.Of("text", "read").Select(t => t.Value.ReplaceLineEndings("")).ToArray();
        told.Length.ShouldBe(21);
        told[10].ShouldBe("at 10 · 0.1 · " + (5 / Math.Sqrt(10)).ToString("0.00", CultureInfo.InvariantCulture));
    }

    [Fact]
    public void The_same_points_give_the_same_bytes_in_any_culture()
    {
        string here = ConvergencePlot.Svg(Samples.Run(81));
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo odd = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            odd.NumberFormat.NumberDecimalSeparator = ",";
            odd.NumberFormat.NegativeSign = "~";
            CultureInfo.CurrentCulture = odd;
            ConvergencePlot.Svg(Samples.Run(81)).ShouldBe(here);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}

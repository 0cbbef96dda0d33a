using System.Globalization;
using System.Text;

namespace Gossip.Experiments.Report;

/// <summary>
/// A plot of curves over a common x, logarithmic upwards. It works without script: strips over the plot hold
/// the numbers of the nearest point, in the legend's order, shown below while the pointer is on them.
/// </summary>
internal sealed record PlotPanel(string Title, string XName, IReadOnlyList<double> X, IReadOnlyList<Curve> Curves, LogAxis Y)
{
    /// <summary>Size in the units of the drawing.</summary>
    public const int Width = 440, Height = 310;

    internal const double Left = 52, Right = 424, Top = 58, Bottom = 262;
    private const int Probes = 48;

    private readonly LinearAxis _x = LinearAxis.Covering(X);

    /// <summary>What a reader who does not see it should know.</summary>
    public string Description
    {
        get
        {
            IEnumerable<string> told = Curves.Where(c => c.Values.Any(double.IsFinite)).Select(c =>
                $"{c.Name} from {Display.Number(c.Values.First(double.IsFinite))} to {Display.Number(c.Values.Last(double.IsFinite))}");
            return $"{Title}, logarithmic: {string.Join("; ", told.DefaultIfEmpty("nothing was measured"))}.";
        }
    }

    /// <summary>Everything within the frame, to stand in an svg element or a group.</summary>
    public Markup Draw()
    {
        Markup svg = new();
        svg.Add($"<text class=\"name\" x=\"{Left}\" y=\"20\">{Title}</text>");
        Legend(svg);
        Axes(svg);
        // an svg of its own cuts off what leaves the frame
        svg.Add($"<svg x=\"{Left - 2}\" y=\"{Top - 2}\" width=\"{Right - Left + 4}\" height=\"{Bottom - Top + 4}\" viewBox=\"{Left - 2} {Top - 2} {Right - Left + 4} {Bottom - Top + 4}\">");
        foreach (Curve curve in Curves.Reverse())
        {
            string path = Path(curve);
            if (path.Length > 0) svg.Add($"<path class=\"curve {curve.Style}\" fill=\"none\" d=\"{path}\"/>");
        }
        svg.Add($"</svg>");
        if (!Curves.Any(c => c.Values.Any(double.IsFinite)))
            svg.Add($"<text text-anchor=\"middle\" x=\"{(Left + Right) / 2}\" y=\"{(Top + Bottom) / 2}\">nothing was measured</text>");
        foreach (Curve curve in Curves.Where(c => c.Style is not ("bound" or "expected")))
        {
            int last = X.Count - 1;
            while (last >= 0 && !Shown(curve, last)) last--;
            if (last >= 0) svg.Add($"<circle class=\"dot {curve.Style}\" cx=\"{Across(X[last])}\" cy=\"{Up(curve.Values[last])}\" r=\"4\"/>");
        }
        Probe(svg);
        return svg;
    }

    private double Across(double x) => Left + _x.Position(x) * (Right - Left);

    private double Up(double value) => Bottom - Y.Position(value) * (Bottom - Top);

    private bool Shown(Curve curve, int k) => double.IsFinite(curve.Values[k]) && Y.Position(curve.Values[k]) <= 1;

    private void Legend(Markup svg)
    {
        double x = Left;
        foreach (Curve curve in Curves.Where(c => c.Values.Any(double.IsFinite)))
        {
            svg.Add($"<path class=\"curve {curve.Style}\" fill=\"none\" d=\"M{x} 38h22\"/><text x=\"{x + 28}\" y=\"42\">{curve.Name}</text>");
            x += 46 + 7.4 * curve.Name.Length;
        }
    }

    private void Axes(Markup svg)
    {
        AxisUp(svg, Y);
        AxisAcross(svg, _x, XName);
    }

    /// <summary>A logarithmic axis on the left of the frame.</summary>
    internal static void AxisUp(Markup svg, LogAxis axis)
    {
        foreach (int power in axis.Ticks())
        {
            double y = Bottom - (double)(power - axis.Low) / (axis.High - axis.Low) * (Bottom - Top);
            svg.Add($"<path class=\"grid\" d=\"M{Left} {y}H{Right}\"/>");
            if (power == axis.Low && axis.EndsAtZero) continue;
            svg.Add($"<text class=\"tick\" text-anchor=\"end\" x=\"{Left - 8}\" y=\"{y + 4}\">10<tspan class=\"sup\" dy=\"-5\">{(power < 0 ? "−" : "")}{Math.Abs(power)}</tspan></text>");
        }
        if (axis.EndsAtZero) svg.Add($"<text class=\"tick\" text-anchor=\"end\" x=\"{Left - 8}\" y=\"{Bottom + 4}\">0</text>");
    }

    /// <summary>A linear axis under the frame.</summary>
    internal static void AxisAcross(Markup svg, LinearAxis axis, string name)
    {
        svg.Add($"<path class=\"axis\" fill=\"none\" d=\"M{Left} {Bottom}H{Right}\"/>");
        foreach (double tick in axis.Ticks())
        {
            double x = Left + axis.Position(tick) * (Right - Left);
            svg.Add($"<path class=\"axis\" d=\"M{x} {Bottom}v5\"/><text class=\"tick\" text-anchor=\"middle\" x=\"{x}\" y=\"{Bottom + 20}\">{axis.Label(tick)}</text>");
        }
        svg.Add($"<text text-anchor=\"middle\" x=\"{(Left + Right) / 2}\" y=\"{Bottom + 41}\">{name}</text>");
    }

    /// <summary>The curve's path: per half unit of width only the first, lowest, highest and last point; broken where not finite.</summary>
    private string Path(Curve curve)
    {
        StringBuilder path = new();
        bool open = false;
        for (int k = 0; k < X.Count;)
        {
            if (!double.IsFinite(curve.Values[k])) { open = false; k++; continue; }
            int column = Column(k), first = k, low = k, high = k;
            for (; k < X.Count && double.IsFinite(curve.Values[k]) && Column(k) == column; k++)
            {
                if (curve.Values[k] < curve.Values[low]) low = k;
                if (curve.Values[k] > curve.Values[high]) high = k;
            }
            foreach (int point in new SortedSet<int> { first, low, high, k - 1 })
            {
                path.Append(CultureInfo.InvariantCulture,
                    $"{(open ? 'L' : 'M')}{Across(X[point]):0.#} {Up(curve.Values[point]):0.#}");
                open = true;
            }
        }
        return path.ToString();

        int Column(int k) => (int)(2 * Across(X[k]));
    }

    private void Probe(Markup svg)
    {
        int[] points = Enumerable.Range(0, Probes)
            .Select(strip => (strip + 0.5) / Probes * _x.End)
            .Select(middle => Nearest(middle))
            .Where(k => k >= 0).Distinct().ToArray();
        for (int p = 0; p < points.Length; p++)
        {
            int k = points[p];
            double x = Across(X[k]);
            double from = p == 0 ? Left : (x + Across(X[points[p - 1]])) / 2;
            double to = p == points.Length - 1 ? Right : (x + Across(X[points[p + 1]])) / 2;
            svg.Add($"<g class=\"probe\"><rect class=\"zone\" fill=\"none\" pointer-events=\"all\" x=\"{from}\" y=\"{Top}\" width=\"{to - from}\" height=\"{Bottom - Top}\"/>");
            svg.Add($"<g class=\"mark\" opacity=\"0\"><rect class=\"cover\" fill=\"none\" x=\"0\" y=\"{Bottom + 26}\" width=\"{Width}\" height=\"{Height - Bottom - 26}\"/>");
            Markup numbers = new();
            foreach (Curve curve in Curves.Where(c => double.IsFinite(c.Values[k])))
                numbers.Add($" · <tspan class=\"{curve.Style}\">{Display.Number(curve.Values[k])}</tspan>");
            svg.Add($"<text class=\"read\" text-anchor=\"middle\" x=\"{(Left + Right) / 2}\" y=\"{Bottom + 41}\">at {Display.Number(X[k])}{numbers}</text><path class=\"axis\" d=\"M{x} {Top}V{Bottom}\"/>");
            foreach (Curve curve in Curves.Where(c => Shown(c, k)))
                svg.Add($"<circle class=\"dot {curve.Style}\" cx=\"{x}\" cy=\"{Up(curve.Values[k])}\" r=\"3.5\"/>");
            svg.Add($"</g></g>");
        }
    }

    /// <summary>The point whose x is nearest, by bisection; −1 where there is none.</summary>
    private int Nearest(double x)
    {
        int low = 0, high = X.Count - 1;
        while (high - low > 1)
        {
            int middle = (low + high) / 2;
            if (X[middle] <= x) low = middle; else high = middle;
        }
        return high < 0 ? -1 : Math.Abs(X[low] - x) <= Math.Abs(X[high] - x) ? low : high;
    }
}

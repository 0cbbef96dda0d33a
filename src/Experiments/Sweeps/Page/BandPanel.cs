using System.Globalization;
using System.Text;
using Gossip.Experiments.Report;

namespace Gossip.Experiments.Sweeps.Page;

/// <summary>A plot of curves with their bands, each over an x of its own; in the frame of a <see cref="PlotPanel"/>.</summary>
internal sealed class BandPanel
{
    private readonly string _title, _xName;
    private readonly bool _isLog;
    private readonly IReadOnlyList<Series> _series;
    private readonly LinearAxis _x;
    private readonly LogAxis _log;
    private readonly ValueAxis _linear;

    /// <summary>A plot; a target is drawn as a line where there is one.</summary>
    public BandPanel(string title, string xName, bool isLog, IReadOnlyList<Series> series)
    {
        (_title, _xName, _isLog, _series) = (title, xName, isLog, series);
        _x = LinearAxis.Covering(series.SelectMany(s => s.X));
        IEnumerable<double> centers = series.SelectMany(s => s.Values.Select(v => v.Center)), ends = series.SelectMany(s => s.Values.SelectMany(v => (double[])[v.Low, v.High]));
        if (isLog) _log = LogAxis.Covering(centers.Where(v => v > 0), ends);
        else _linear = ValueAxis.Covering(centers.Concat(ends));
    }

    /// <summary>What a reader who does not see it should know.</summary>
    public string Description => $"{_title}, against {_xName}: {string.Join("; ", _series.Where(s => s.X.Count > 0).Select(s => $"{s.Name} from {Display.Number(s.Values[0].Center)} to {Display.Number(s.Values[^1].Center)} at {Display.Number(s.X[^1])}").DefaultIfEmpty("nothing was measured"))}.";

    /// <summary>Everything within the frame.</summary>
    public Markup Draw()
    {
        Markup svg = new();
        svg.Add($"<text class=\"name\" x=\"{PlotPanel.Left}\" y=\"32\">{_title}</text>");
        if (_isLog) PlotPanel.AxisUp(svg, _log);
        else _linear.Draw(svg);
        PlotPanel.AxisAcross(svg, _x, _xName);
        svg.Add($"<svg x=\"{PlotPanel.Left - 2}\" y=\"{PlotPanel.Top - 2}\" width=\"{PlotPanel.Right - PlotPanel.Left + 4}\" height=\"{PlotPanel.Bottom - PlotPanel.Top + 4}\" viewBox=\"{PlotPanel.Left - 2} {PlotPanel.Top - 2} {PlotPanel.Right - PlotPanel.Left + 4} {PlotPanel.Bottom - PlotPanel.Top + 4}\">");
        foreach (Series series in _series.Reverse()) Curve(svg, series);
        svg.Add($"</svg>");
        foreach (Series series in _series.Where(s => s.X.Count > 0 && IsShown(s.Values[^1].Center)))
            svg.Add($"<circle class=\"dot {series.Style}\" cx=\"{Across(series.X[^1])}\" cy=\"{Up(series.Values[^1].Center)}\" r=\"4\"><title>{series.Name}: {PagePlan.Read(series.Values[^1])} at {Display.Number(series.X[^1])}</title></circle>");
        if (_series.All(s => s.X.Count == 0)) svg.Add($"<text text-anchor=\"middle\" x=\"{(PlotPanel.Left + PlotPanel.Right) / 2}\" y=\"{(PlotPanel.Top + PlotPanel.Bottom) / 2}\">nothing was measured</text>");
        return svg;
    }

    private void Curve(Markup svg, Series series)
    {
        int[] kept = [.. Kept(series)];
        int[] banded = [.. kept.Where(k => IsShown(series.Values[k].Low) && double.IsFinite(series.Values[k].High))];
        if (banded.Length > 1) svg.Add($"<path class=\"band {series.Style}\" d=\"{Line(banded, v => v.High)}{Line(banded.Reverse(), v => v.Low, 'L')}Z\"><title>{series.Name}</title></path>");
        int[] drawn = [.. kept.Where(k => IsShown(series.Values[k].Center))];
        if (drawn.Length > 0) svg.Add($"<path class=\"curve {series.Style}\" fill=\"none\" d=\"{Line(drawn, v => v.Center)}\"><title>{series.Name}</title></path>");

        string Line(IEnumerable<int> points, Func<Estimate, double> of, char first = 'M')
        {
            StringBuilder path = new();
            foreach (int k in points)
            {
                path.Append(CultureInfo.InvariantCulture, $"{first}{Across(series.X[k]):0.#} {Up(of(series.Values[k])):0.#}");
                first = 'L';
            }
            return path.ToString();
        }
    }

    /// <summary>One point per unit of width, and the last.</summary>
    private IEnumerable<int> Kept(Series series)
    {
        double before = double.NegativeInfinity;
        for (int k = 0; k < series.X.Count; k++)
        {
            double x = Across(series.X[k]);
            if (x - before < 1 && k != series.X.Count - 1) continue;
            before = x;
            yield return k;
        }
    }

    private bool IsShown(double value) => double.IsFinite(value) && (!_isLog || value > 0);

    private double Across(double x) => PlotPanel.Left + _x.Position(x) * (PlotPanel.Right - PlotPanel.Left);

    private double Up(double value) => PlotPanel.Bottom - (_isLog ? _log.Position(value) : _linear.Position(value)) * (PlotPanel.Bottom - PlotPanel.Top);

    /// <summary>A curve with its band.</summary>
    internal sealed record Series(string Name, string Style, IReadOnlyList<double> X, IReadOnlyList<Estimate> Values);
}

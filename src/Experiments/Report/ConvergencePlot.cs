namespace Gossip.Experiments.Report;

/// <summary>
/// How a run came closer to the optimum: its error against time, gradients and communications with the proven bound
/// beside it, and its distance, consensus and suboptimality.
/// </summary>
public static class ConvergencePlot
{
    private const int Gap = 20;

    /// <summary>The four plots as one picture that carries its own style, light and dark. Same points, same bytes.</summary>
    public static string Svg(IReadOnlyList<MetricPoint> points, string title = "Convergence", double? expectedRate = null) => Svg(Panels(points, expectedRate), title);

    /// <summary>Four plots as one picture.</summary>
    internal static string Svg(IReadOnlyList<PlotPanel> panels, string title)
    {
        int width = 2 * PlotPanel.Width + 3 * Gap, height = 2 * PlotPanel.Height + 3 * Gap;
        Markup inside = new();
        for (int k = 0; k < panels.Count; k++)
        {
            int x = Gap + k % 2 * (PlotPanel.Width + Gap), y = Gap + k / 2 * (PlotPanel.Height + Gap);
            inside.Add($"<g transform=\"translate({x} {y})\">{panels[k].Draw()}</g>");
        }
        return Picture.Whole(width, height, title, string.Join(' ', panels.Select(p => p.Description)), inside);
    }

    /// <summary>What a page shows of a gossip run.</summary>
    internal static RunFigures Figures(IReadOnlyList<MetricPoint> points, bool failed, double? expectedRate = null)
    {
        if (LossPlot.Fits(points)) return LossPlot.Figures(points, failed);
        MetricPoint last = points[^1];
        string bound = points.Any(p => double.IsFinite(p.Bound)) ? " The dashed line is what theory promises: on average the error stays below it." : "";
        string expected = expectedRate is null ? "" : " The dotted line falls at the rate that the method's matrices predict for the long run.";
        return new()
        {
            Tiles =
            [
                new("relative error", Display.Number(last.Error)), new("units of time", Display.Number(last.Time)),
                new("gradients", Display.Count(last.Gradients)), new("exchanges", Display.Count(last.Communications)),
            ],
            Heading = $"How the error {(failed ? "went" : "fell")}",
            Explanation = $"Error is the mean squared distance of the nodes from the optimum, relative to the start.{bound}{expected}",
            Panels = Panels(points, expectedRate),
            Heads = ["time", "gradients", "exchanges", "error", "proven bound", "distance", "consensus", "suboptimality"],
            Rows = points.Count,
            Row = k => points[k] is var p
                ? [Display.Number(p.Time), Display.Count(p.Gradients), Display.Count(p.Communications), Display.Number(p.Error), Display.Number(p.Bound),
                    Display.Number(p.MeanSquaredDistance), Display.Number(p.ConsensusDistance), Display.Number(p.Suboptimality)]
                : [],
        };
    }

    private static PlotPanel[] Panels(IReadOnlyList<MetricPoint> points, double? expectedRate)
    {
        if (LossPlot.Fits(points)) return LossPlot.Panels(points);
        double[] time = Of(points, p => p.Time);
        Curve error = new("measured", "error", Of(points, p => p.Error));
        Curve bound = new("proven bound", "bound", Of(points, p => p.Bound));
        Curve expected = new("predicted slope", "expected", Of(points, p => expectedRate is { } rate ? Math.Exp(-rate * p.Time) : double.NaN));
        LogAxis y = LogAxis.Covering(error.Values, [.. bound.Values, .. expected.Values.Where(double.IsFinite)]);
        Curve[] parts =
        [
            new("distance", "distance", FromFirstAboveZero(Of(points, p => p.MeanSquaredDistance))),
            new("consensus", "consensus", FromFirstAboveZero(Of(points, p => p.ConsensusDistance))),
            new("suboptimality", "suboptimality", FromFirstAboveZero(Of(points, p => p.Suboptimality))),
        ];
        bool isWallsOwn = points.Any(p => p.WallTime != p.Time && !double.IsNaN(p.WallTime));
        return
        [
            isWallsOwn
                ? new("Error against wall time", "simulated time, in gradients on a node of speed 1", Of(points, p => p.WallTime), [error, expected, bound], y)
                : new("Error against time", "time, in expected gradients per node", time, [error, expected, bound], y),
            new("Error against gradients", "gradients, all nodes together", Of(points, p => p.Gradients), [error, expected, bound], y),
            new("Error against communications", "exchanges, all edges together", Of(points, p => p.Communications), [error, expected, bound], y),
            new("Distance, consensus and suboptimality", "time, in expected gradients per node", time, parts,
                LogAxis.Covering(parts.SelectMany(p => p.Values), [])),
        ];
    }

    private static double[] Of(IReadOnlyList<MetricPoint> points, Func<MetricPoint, double> what) => points.Select(what).ToArray();

    /// <summary>Leaves out the zeros of a beginning where nothing has moved yet (NaN): they have no place on a logarithmic axis.</summary>
    internal static double[] FromFirstAboveZero(double[] values)
    {
        int first = Array.FindIndex(values, v => v > 0);
        return values.Select((v, k) => k < first ? double.NaN : v).ToArray();
    }
}

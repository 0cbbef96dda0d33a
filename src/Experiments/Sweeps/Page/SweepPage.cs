using Gossip.Core;
using Gossip.Experiments.Report;
using Gossip.Experiments.Running;
using Gossip.Experiments.Settings;

namespace Gossip.Experiments.Sweeps.Page;

/// <summary>The report of a sweep as one file, in the manner of <see cref="ReportPage"/>: no script, no network, everything escaped.</summary>
internal static class SweepPage
{
    private const int MostFailures = 12, MostTableRows = 400, MostMaps = 6;

    /// <summary>Writes the page; it is there as a whole or not at all.</summary>
    public static void Write(string path, SweepReport report) => AtomicFile.Write(path, Html(report));

    /// <summary>The page.</summary>
    public static string Html(SweepReport report)
    {
        PagePlan plan = new(report);
        Markup page = new();
        PageFrame.Begin(page, report.Summary.Name);
        Header(page, report, plan);
        page.Add($"<main>");
        Failures(page, report);
        Convergence(page, report, plan);
        Counts(page, report, plan);
        Maps(page, report, plan);
        Differences(page, report, plan);
        page.Add($"<section aria-labelledby=\"sources\"><h2 id=\"sources\">Behind this page</h2><details><summary>The sweep</summary><pre tabindex=\"0\"><code>{report.Yaml}</code></pre></details></section>");
        page.Add($"</main>");
        PageFrame.End(page);
        return page.ToString();
    }

    private static void Header(Markup page, SweepReport report, PagePlan plan)
    {
        SweepSummary summary = report.Summary;
        bool failed = summary.Done == 0;
        string axes = string.Join(" × ", report.Sweep.Axes.Select(a => $"{a.Values.Count} {a.Name}"));
        page.Add($"<header><p class=\"brand\">{Markup.Of(PageStyle.Mark)}Gossip sweep report</p><h1>{summary.Name}</h1><p class=\"subtitle\">{axes}{(axes.Length > 0 ? " × " : "")}{Seeds(summary.Seeds.Count)}</p>");
        page.Add($"<p class=\"outcome{(failed ? " failed" : "")}\">{Markup.Of(failed ? PageStyle.Cross : PageStyle.Tick)}<span>{summary.Outcome}</span></p><dl class=\"tiles\">");
        PageFrame.Tile(page, "cells", Display.Count(summary.Cells));
        PageFrame.Tile(page, "combinations", Display.Count(report.Groups.Count));
        PageFrame.Tile(page, "seeds each", Display.Count(summary.Seeds.Count));
        double[] targets = [.. report.Groups.Select(g => g.Target).Where(t => !double.IsNaN(t)).Distinct()];
        if (targets is [var one]) PageFrame.Tile(page, $"target {plan.Measure.Title}", Display.Number(one));
        if (plan.HasTarget) PageFrame.Tile(page, "runs that reached it", Display.Count(report.Groups.Sum(g => g.Reached)));
        page.Add($"</dl></header>");
    }

    private static void Failures(Markup page, SweepReport report)
    {
        SweepRow[] diverged = [.. report.Rows.Where(r => r.Result is { Summary.StopReason: StopReason.Diverged })];
        if (report.Summary.Failed.Count == 0 && diverged.Length == 0) return;
        page.Add($"<section class=\"warnings\" aria-labelledby=\"failures\"><h2 id=\"failures\">Cells without a result</h2><ul>");
        foreach (IGrouping<string, SweepRow> reason in report.Rows.Where(r => r.Result is null).GroupBy(r => r.Failure).Take(MostFailures)) page.Add($"<li>{Cells(reason)} could not run: {reason.Key}</li>");
        if (diverged.Length > 0) page.Add($"<li>{Cells(diverged)} diverged; they count as not having reached the target</li>");
        page.Add($"</ul></section>");

        static string Cells(IEnumerable<SweepRow> rows)
        {
            SweepRow[] all = [.. rows];
            return all.Length == 1 ? all[0].Cell.Name : $"{all.Length} cells ({all[0].Cell.Name}; …)";
        }
    }

    private static void Convergence(Markup page, SweepReport report, PagePlan plan)
    {
        page.Add($"<section aria-labelledby=\"convergence\"><h2 id=\"convergence\">{(plan.Measure.IsLog ? "How they converge" : $"How the {plan.Measure.Title} went")}</h2>");
        string band = report.Summary.Seeds.Count == 1 ? "" : $" Lines are {(report.Sweep.IsOfMeans ? plan.Measure.IsLog ? "geometric means" : "means" : "medians")} over the seeds, bands {(report.Sweep.IsOfMeans ? $"{Plain.Number(100 * report.Sweep.Confidence)} % t-intervals" : $"the middle {Plain.Number(100 * Sweep.MiddleShare)} % of the runs")}; a line ends where more than half of its runs have ended.";
        page.Add($"<p>The {plan.Measure.Title} of each combination.{band}{LeftOut(plan)}</p>");
        Legend(page, plan);
        page.Add($"<figure class=\"plots\">");
        foreach (PagePlan.PictureOf picture in plan.Pictures.Take(PagePlan.MostPictures))
            foreach (Quantity against in plan.Against)
            {
                BandPanel panel = new(PagePlan.Short(picture.Name.Length > 0 ? picture.Name : plan.Measure.Title), XName(against), plan.Measure.IsLog, [.. Series(picture, against)]);
                page.Add($"{Picture.ForPage(PlotPanel.Width, PlotPanel.Height, panel.Description, panel.Draw())}");
            }
        page.Add($"</figure></section>");

        IEnumerable<BandPanel.Series> Series(PagePlan.PictureOf picture, Quantity against) => picture.Groups.Where(g => plan.CurveOf(g) >= 0 && g.Measure == plan.Measure).Select(g => new BandPanel.Series(
            plan.Curves[plan.CurveOf(g)], $"c{plan.CurveOf(g)}",
            [.. g.Bands.Select(b => against.Of(new(b.Time, b.Gradients, b.Communications, b.WallTime, b.Bytes, 0)))],
            [.. g.Bands.Select(b => b.Value)]));
    }

    private static void Counts(Markup page, SweepReport report, PagePlan plan)
    {
        page.Add($"<section aria-labelledby=\"counts\"><h2 id=\"counts\">{(plan.HasTarget ? "What it takes to the target" : "Where they end")}</h2>");
        page.Add($"<p>{(plan.HasTarget ? $"Counted at the first measurement that is as good as the target. A run that never got there counts as infinite.{Duals(report)}" : $"The last {plan.Measure.Title} of each run.")}</p><figure class=\"plots\">");
        foreach (PagePlan.PictureOf picture in plan.Pictures.Take(PagePlan.MostPictures))
            foreach (Quantity? quantity in plan.Counted)
            {
                BarPanel panel = new(PagePlan.Short(picture.Name.Length > 0 ? picture.Name : quantity?.Title ?? plan.Measure.Title), quantity is null ? plan.Measure.Title : $"{XName(quantity)}", [.. picture.Groups.Where(g => plan.CurveOf(g) >= 0).Select(g => new BarPanel.Bar(
                    plan.Curves[plan.CurveOf(g)], $"c{plan.CurveOf(g)}", quantity is null ? g.Final : g.Needed[quantity.Name], Reached(g)))]);
                page.Add($"{Picture.ForPage(BarPanel.Width, panel.Height, panel.Description, panel.Draw())}");
            }
        page.Add($"</figure>");
        Table(page, report, plan);
        page.Add($"</section>");

        string Reached(SweepGroup g) => plan.HasTarget && g.Reached < g.Rows.Count ? $" ({g.Reached} of {g.Rows.Count} runs reached it)" : "";
    }

    private static void Table(Markup page, SweepReport report, PagePlan plan)
    {
        page.Add($"<details open=\"open\"><summary>In numbers</summary><div class=\"scroll\" tabindex=\"0\"><table class=\"numbers\"><thead><tr>");
        foreach (Axis axis in report.Sweep.Axes) page.Add($"<th scope=\"col\">{axis.Name}</th>");
        if (plan.HasTarget)
        {
            page.Add($"<th scope=\"col\">reached</th>");
            foreach (Quantity quantity in plan.Quantities) page.Add($"<th scope=\"col\">{quantity.Title}</th>");
        }
        page.Add($"<th scope=\"col\">last {plan.Measure.Title}</th></tr></thead><tbody>");
        foreach (SweepGroup group in report.Groups.Take(MostTableRows))
        {
            page.Add($"<tr>");
            foreach (AxisValue value in group.Values) page.Add($"<th scope=\"row\">{value.Label}</th>");
            if (plan.HasTarget)
            {
                page.Add($"<td>{group.Reached} of {group.Rows.Count}</td>");
                foreach (Quantity quantity in plan.Quantities) page.Add($"<td>{PagePlan.Read(group.Needed[quantity.Name])}</td>");
            }
            page.Add($"<td>{PagePlan.Read(group.Final)}</td></tr>");
        }
        page.Add($"</tbody></table></div></details>");
        if (report.Groups.Count > MostTableRows) page.Add($"<p>The first {MostTableRows} of {report.Groups.Count} combinations; all are in summary.json.</p>");
    }

    private static void Maps(Markup page, SweepReport report, PagePlan plan)
    {
        IReadOnlyList<Axis> axes = report.Sweep.Axes;
        if (axes.Count(a => a.Values.Count > 1) < 2) return;
        (int down, int across) = PagePlan.MapAxes(axes);
        int[] others = [.. Enumerable.Range(0, axes.Count).Where(a => a != down && a != across)];
        page.Add($"<section aria-labelledby=\"maps\"><h2 id=\"maps\">{axes[down].Name} against {axes[across].Name}</h2><p>The stronger a cell's shade, the larger its number.</p>");
        foreach (IGrouping<string, SweepGroup> map in report.Groups.GroupBy(g => g.NameBy(axes, others)).Take(MostMaps))
            foreach (Quantity? quantity in plan.Counted)
            {
                string what = quantity is null ? plan.Measure.Title : $"{quantity.Title} to the target";
                HeatMap drawn = new(map.Key.Length > 0 ? PagePlan.Short($"{map.Key}: {what}", 90) : what, axes[down].Name, axes[across].Name,
                    [.. axes[down].Values.Select(v => v.Label)], [.. axes[across].Values.Select(v => v.Label)],
                    [.. axes[down].Values.Select(row => (IReadOnlyList<double>)[.. axes[across].Values.Select(column => map.First(g => g.Values[down] == row && g.Values[across] == column) is var group && quantity is null ? group.Final.Center : group.Needed[quantity.Name].Center)])]);
                page.Add($"<figure class=\"wide\">{Picture.ForPage(drawn.Width, drawn.Height, drawn.Description, drawn.Draw())}</figure>");
            }
        page.Add($"</section>");
    }

    private static void Differences(Markup page, SweepReport report, PagePlan plan)
    {
        if (report.Sweep.Pair is not { } pair) return;
        string baseline = report.Sweep.Axes[pair.Axis].Values[pair.Value].Label;
        page.Add($"<section aria-labelledby=\"pairs\"><h2 id=\"pairs\">Beside {baseline}, seed by seed</h2>");
        page.Add($"<p>Cells of one seed share splits, graphs, starts and clocks, so what differs is what was swept. Ratios are geometric means over the seeds with {Plain.Number(100 * report.Sweep.Confidence)} % t-intervals of their logarithms, differences are means with t-intervals.</p>");
        string[] drawn = plan.HasTarget ? [.. plan.Against.Select(q => q.Name)] : ["final"];
        foreach (string what in drawn)
        {
            PairedDifference[] rows = [.. report.Paired.Where(p => p.What == what)];
            if (rows.Length == 0 || rows.Length > 60) continue;
            ForestPlot plot = new(what == "final" ? plan.Measure.Title : Quantity.All.First(q => q.Name == what).Title, baseline,
                [.. rows.Select(r => (r.Group.NameBy(report.Sweep.Axes, [.. plan.Others, pair.Axis]), $"c{Math.Max(0, plan.CurveOf(r.Group))}", r))]);
            page.Add($"<figure class=\"wide\">{Picture.ForPage(ForestPlot.Width, plot.Height, plot.Description, plot.Draw())}</figure>");
        }
        page.Add($"<details><summary>In numbers</summary><div class=\"scroll\" tabindex=\"0\"><table class=\"numbers\"><thead><tr>");
        foreach (Axis axis in report.Sweep.Axes) page.Add($"<th scope=\"col\">{axis.Name}</th>");
        page.Add($"<th scope=\"col\">what</th><th scope=\"col\">pairs</th><th scope=\"col\">mean and interval</th><th scope=\"col\">than {baseline}</th></tr></thead><tbody>");
        foreach (PairedDifference difference in report.Paired.Where(p => p.What == "final" || plan.Quantities.Any(q => q.Name == p.What)).Take(MostTableRows))
        {
            page.Add($"<tr>");
            foreach (AxisValue value in difference.Group.Values) page.Add($"<th scope=\"row\">{value.Label}</th>");
            page.Add($"<td>{(difference.What == "final" ? $"last {plan.Measure.Title}" : Quantity.All.First(q => q.Name == difference.What).Title)}{(difference.IsRatio ? ", ratio" : ", difference")}</td><td>{difference.Pairs} of {difference.Seeds}</td><td>{PagePlan.Read(difference.Difference)}</td><td>{difference.Verdict}</td></tr>");
        }
        page.Add($"</tbody></table></div></details></section>");
    }

    private static void Legend(Markup page, PagePlan plan)
    {
        if (plan.Curves.Count < 2) return;
        page.Add($"<ul class=\"legend\">");
        for (int k = 0; k < Math.Min(plan.Curves.Count, PagePlan.MostCurves); k++)
            page.Add($"<li><svg class=\"figure\" viewBox=\"0 0 24 10\" aria-hidden=\"true\"><path class=\"curve c{k}\" d=\"M1 5H23\"/></svg>{plan.Curves[k]}</li>");
        page.Add($"</ul>");
    }

    private static string LeftOut(PagePlan plan)
    {
        List<string> parts = [];
        if (plan.Curves.Count > PagePlan.MostCurves) parts.Add($"the first {PagePlan.MostCurves} of {plan.Curves.Count} curves");
        if (plan.Pictures.Count > PagePlan.MostPictures) parts.Add($"the first {PagePlan.MostPictures} of {plan.Pictures.Count} combinations");
        return parts.Count == 0 ? "" : $" Drawn are {string.Join(" and ", parts)}; all are in curves.csv.";
    }

    private static string XName(Quantity quantity) => quantity.Name switch
    {
        "gradients" => "gradients, all nodes together",
        "communications" => "exchanges, all edges together",
        "wall_time" => "simulated time, in gradients on a node of speed 1",
        _ => quantity.Title,
    };

    private static string Duals(SweepReport report)
    {
        string[] names = [.. report.Groups.SelectMany(g => g.Runs).Select(r => r.Summary.Method).Distinct().Where(Baselines.Dual.Contains)];
        return names.Length == 0 ? "" : $" A gradient of {string.Join(" and ", names)} is an exact solve of a node's dual problem, dearer than those of others.";
    }

    private static string Seeds(int count) => count == 1 ? "1 seed" : $"{count} seeds";
}

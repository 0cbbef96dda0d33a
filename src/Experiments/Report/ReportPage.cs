using Gossip.Core;

namespace Gossip.Experiments.Report;

/// <summary>
/// The report of a run as one file: it opens offline, asks nothing of any other place, runs no script, and reads well
/// on a phone, in the dark, on paper and aloud. All that comes from the run is escaped.
/// </summary>
public static class ReportPage
{
    private const int TableRows = 25;

    /// <summary>Writes the page; it is there as a whole or not at all.</summary>
    public static void Write(string path, RunReport run) => AtomicFile.Write(path, Html(run));

    /// <summary>The page. Same run, same bytes.</summary>
    public static string Html(RunReport run)
    {
        Markup page = new();
        RunFigures? figures = run.Figures ?? (run.Points.Count > 0 ? ConvergencePlot.Figures(run.Points, run.Failed, run.ExpectedRate) : null);
        PageFrame.Begin(page, run.Title);
        Header(page, run, figures);
        page.Add($"<main>");
        Warnings(page, run.Warnings);
        if (figures is not null) Convergence(page, figures);
        if (run.Graph is not null) Network(page, run);
        Facts(page, run.Facts);
        Sources(page, run, figures);
        page.Add($"</main>");
        PageFrame.End(page);
        return page.ToString();
    }

    private static void Header(Markup page, RunReport run, RunFigures? figures)
    {
        page.Add($"<header><p class=\"brand\">{Markup.Of(PageStyle.Mark)}Gossip run report</p><h1>{run.Title}</h1>");
        if (run.Subtitle.Length > 0) page.Add($"<p class=\"subtitle\">{run.Subtitle}</p>");
        page.Add($"<p class=\"outcome{(run.Failed ? " failed" : "")}\">{Markup.Of(run.Failed ? PageStyle.Cross : PageStyle.Tick)}<span>{run.Outcome}</span></p>");
        page.Add($"<dl class=\"tiles\">");
        foreach (Fact tile in figures?.Tiles ?? []) PageFrame.Tile(page, tile.Label, tile.Value);
        if (run.Graph is not null)
        {
            PageFrame.Tile(page, "nodes", Display.Count(run.Graph.Graph.Nodes));
            PageFrame.Tile(page, "edges", Display.Count(run.Graph.Graph.Edges.Length));
        }
        page.Add($"</dl></header>");
    }

    private static void Warnings(Markup page, IReadOnlyList<string> warnings)
    {
        if (warnings.Count == 0) return;
        page.Add($"<section class=\"warnings\" aria-labelledby=\"warnings\"><h2 id=\"warnings\">Before you trust the numbers</h2><ul>");
        foreach (string warning in warnings) page.Add($"<li>{warning}</li>");
        page.Add($"</ul></section>");
    }

    private static void Convergence(Markup page, RunFigures figures)
    {
        page.Add($"<section aria-labelledby=\"convergence\"><h2 id=\"convergence\">{figures.Heading}</h2>");
        page.Add($"<p>{figures.Explanation} Point at a plot, or tap it, to read its numbers.</p>");
        page.Add($"<figure class=\"plots\">");
        foreach (PlotPanel panel in figures.Panels) page.Add($"{Picture.ForPage(PlotPanel.Width, PlotPanel.Height, panel.Description, panel.Draw())}");
        page.Add($"</figure></section>");
    }

    private static void Network(Markup page, RunReport run)
    {
        string shades = run.NodeErrors is null ? "" : " The stronger a node's shade, the larger its error at the end.";
        page.Add($"<section aria-labelledby=\"network\"><h2 id=\"network\">Who talked to whom</h2>");
        page.Add($"<p>{run.Graph!.Graph.Name}: the wider an edge, the more often its two nodes talk.{shades}</p>");
        page.Add($"<figure class=\"graph\">{GraphDrawing.ForPage(run.Graph, run.NodeErrors)}</figure></section>");
    }

    private static void Facts(Markup page, IReadOnlyList<Fact> facts)
    {
        if (facts.Count == 0) return;
        page.Add($"<section aria-labelledby=\"facts\"><h2 id=\"facts\">The facts</h2><table class=\"facts\"><tbody>");
        foreach (Fact fact in facts)
        {
            Markup note = fact.Note.Length > 0 ? new Markup().Add($" <small>{fact.Note}</small>") : new Markup();
            page.Add($"<tr><th scope=\"row\">{fact.Label}</th><td><span class=\"value{(fact.Value.Length > 40 ? " long" : "")}\">{fact.Value}</span>{note}</td></tr>");
        }
        page.Add($"</tbody></table></section>");
    }

    private static void Sources(Markup page, RunReport run, RunFigures? figures)
    {
        if (figures is null && run.ExperimentYaml.Length == 0) return;
        page.Add($"<section aria-labelledby=\"sources\"><h2 id=\"sources\">Behind this page</h2>");
        if (run.ExperimentYaml.Length > 0)
            page.Add($"<details><summary>The experiment</summary><pre tabindex=\"0\"><code>{run.ExperimentYaml}</code></pre></details>");
        if (figures is not null) Numbers(page, figures);
        page.Add($"</section>");
    }

    private static void Numbers(Markup page, RunFigures figures)
    {
        page.Add($"<details><summary>The numbers behind the curves</summary><div class=\"scroll\" tabindex=\"0\"><table class=\"numbers\"><thead><tr>");
        foreach (string head in figures.Heads) page.Add($"<th scope=\"col\">{head}</th>");
        page.Add($"</tr></thead><tbody>");
        int rows = Math.Min(figures.Rows, TableRows);
        for (int row = 0; row < rows; row++)
        {
            IReadOnlyList<string> cells = figures.Row(rows == 1 ? 0 : (int)((long)row * (figures.Rows - 1) / (rows - 1)));
            page.Add($"<tr><th scope=\"row\">{cells[0]}</th>");
            foreach (string cell in cells.Skip(1)) page.Add($"<td>{cell}</td>");
            page.Add($"</tr>");
        }
        page.Add($"</tbody></table></div></details>");
    }
}

using System.Globalization;
using Gossip.Core;
using Gossip.Topology;

namespace Gossip.Experiments.Report;

/// <summary>One drawn graph with its caption and legend.</summary>
/// <param name="Graph">What is drawn.</param>
/// <param name="Rated">Its rates; null draws all edges alike.</param>
/// <param name="Errors">An error for each node; null draws all nodes alike.</param>
/// <param name="Caption">Stands above; may be empty.</param>
/// <param name="Scale">Width of an edge per unit of rate.</param>
/// <param name="Samples">Rates that the legend shows.</param>
/// <param name="Plan">The places.</param>
internal sealed record GraphSheet(Graph Graph, RatedGraph? Rated, IReadOnlyList<double>? Errors, string Caption, double Scale, double[] Samples, GraphPlan Plan)
{
    private const double Widest = 9, Ink = 0.055, CaptionHeight = 34, LegendHeight = 34;

    private double Head => Caption.Length > 0 ? CaptionHeight : 0;

    private bool IsPart => Plan.Shown.Length < Graph.Nodes || Drawn.Length < Plan.Edges.Length;

    private int[] Drawn => Rated is null || Plan.Edges.Length <= GraphPlan.MostEdges
        ? Plan.Edges.Take(GraphPlan.MostEdges).ToArray()
        : [.. Plan.Edges.OrderByDescending(e => Rated.Rates[e])
            .ThenBy(e => new CounterStream(0, Purpose.Layout, e).Bits(0)).Take(GraphPlan.MostEdges).Order()];

    /// <summary>Height with caption and legend.</summary>
    public double Height => Head + Plan.Height + (Samples.Length > 0 ? LegendHeight : 0) + (Errors is null ? 0 : LegendHeight) + (IsPart ? LegendHeight : 0);

    /// <summary>What a reader who does not see it should know.</summary>
    public string Description
    {
        get
        {
            string rates = Rated is null || Rated.Rates.IsEmpty ? "" :
                $", rates from {Display.Number(Rated.Rates.Min())} to {Display.Number(Rated.Rates.Max())}, {Display.Number(Rated.TotalRate)} in total";
            return $"{(Caption.Length > 0 ? Caption + ": " : "")}{Graph.Name}, {Display.Count(Graph.Nodes)} nodes and {Display.Count(Graph.Edges.Length)} edges{rates}.";
        }
    }

    /// <summary>The widths' scale: the edges' ink is a small share of the paper, and none is too wide for its nodes.</summary>
    public static double WidthPerRate(GraphPlan plan, RatedGraph rated)
    {
        double fastest = plan.Edges.Select(e => rated.Rates[e]).DefaultIfEmpty(0).Max();
        double ink = plan.Edges.Sum(e => rated.Rates[e] * (plan.To(e) - plan.From(e)).Length);
        if (fastest == 0) return 0;
        double paper = (plan.Places.Max(p => p.X) - plan.Places.Min(p => p.X) + 60) * plan.Height;
        return Math.Min(Math.Min(Widest, plan.Radius) / fastest, Ink * paper / ink);
    }

    public Markup Draw()
    {
        Markup svg = new();
        if (Caption.Length > 0) svg.Add($"<text class=\"name\" text-anchor=\"middle\" x=\"{Middle}\" y=\"26\">{Caption}</text>");
        svg.Add($"<g transform=\"translate(0 {Head})\">");
        Edges(svg);
        Nodes(svg);
        svg.Add($"</g>");
        Legend(svg);
        return svg;
    }

    private double Middle => Plan.Width / 2;

    private void Edges(Markup svg)
    {
        int[] drawn = Drawn;
        if (drawn.Length == 0) return;
        Markup threads = new();
        foreach (int e in drawn) threads.Add($"M{Plan.From(e).X} {Plan.From(e).Y}L{Plan.To(e).X} {Plan.To(e).Y}");
        svg.Add($"<path class=\"thread\" fill=\"none\" stroke-opacity=\"{Math.Clamp(300.0 / drawn.Length, 0.1, 0.6)}\" d=\"{threads}\"/>");
        if (Rated is null) return;
        foreach (int e in drawn.Where(e => Rated.Rates[e] > 0))
            svg.Add($"<path class=\"rate\" stroke-width=\"{Markup.Of(Fine(Scale * Rated.Rates[e]))}\" d=\"M{Plan.From(e).X} {Plan.From(e).Y}L{Plan.To(e).X} {Plan.To(e).Y}\"><title>edge {Graph.Edges[e].I}–{Graph.Edges[e].J}, rate {Display.Number(Rated.Rates[e])} per unit of time</title></path>");
    }

    private void Nodes(Markup svg)
    {
        Shades shades = new(Errors ?? []);
        for (int k = 0; k < Plan.Shown.Length; k++)
        {
            int node = Plan.Shown[k];
            Point place = Plan.Places[k];
            string shade = Errors is null ? "plain" : shades.Of(Errors[node]);
            string error = Errors is null ? "" : $", error {Display.Number(Errors[node])}";
            svg.Add($"<circle class=\"node {shade}\" cx=\"{place.X}\" cy=\"{place.Y}\" r=\"{Plan.Radius}\"><title>node {node}{error}, {Neighbours(node)}</title></circle>");
            if (Plan.Shown.Length <= GraphPlan.MostLabels)
                svg.Add($"<text class=\"id {shade}\" text-anchor=\"middle\" x=\"{place.X}\" y=\"{place.Y + 0.36 * Plan.Radius}\" style=\"font-size:{Plan.Radius}px\">{node}</text>");
        }
    }

    private string Neighbours(int node)
    {
        double rate = 0;
        if (Rated is not null)
            foreach (Neighbour next in Graph.NeighboursOf(node)) rate += Rated.Rates[next.Edge];
        string neighbours = Graph.Degree(node) == 1 ? "1 neighbour" : $"{Graph.Degree(node)} neighbours";
        return Rated is null ? neighbours : $"{neighbours}, {Display.Number(rate)} exchanges per unit of time";
    }

    private void Legend(Markup svg)
    {
        double y = Head + Plan.Height + 8;
        if (Samples.Length > 0)
        {
            double x = Middle - (130 + 90 * Samples.Length) / 2.0;
            svg.Add($"<text x=\"{x}\" y=\"{y + 4}\">exchanges per time</text>");
            for (int k = 0; k < Samples.Length; k++)
                svg.Add($"<path class=\"rate\" stroke-width=\"{Markup.Of(Fine(Scale * Samples[k]))}\" d=\"M{x + 128 + 90 * k} {y}h30\"/><text x=\"{x + 168 + 90 * k}\" y=\"{y + 4}\">{Display.Number(Samples[k])}</text>");
            y += LegendHeight;
        }
        if (Errors is not null)
        {
            Shades shades = new(Errors);
            double x = Middle - 172;
            svg.Add($"<text x=\"{x}\" y=\"{y + 4}\">error of a node</text><text text-anchor=\"end\" x=\"{x + 166}\" y=\"{y + 4}\">{Display.Number(shades.Least)}</text>");
            for (int q = 0; q < Theme.Shades; q++) svg.Add($"<rect class=\"node q{q}\" x=\"{x + 176 + 14 * q}\" y=\"{y - 7}\" width=\"14\" height=\"14\"/>");
            svg.Add($"<text x=\"{x + 284}\" y=\"{y + 4}\">{Display.Number(shades.Most)}</text>");
            y += LegendHeight;
        }
        if (IsPart)
            svg.Add($"<text text-anchor=\"middle\" x=\"{Middle}\" y=\"{y + 4}\">drawn: {Display.Count(Plan.Shown.Length)} of {Display.Count(Graph.Nodes)} nodes, {Display.Count(Drawn.Length)} of {Display.Count(Graph.Edges.Length)} edges</text>");
    }

    /// <summary>Up to three round rates that show a scale, the largest not above the fastest edge.</summary>
    public static double[] SamplesOf(IReadOnlyCollection<double> rates)
    {
        double fastest = rates.DefaultIfEmpty(0).Max();
        if (fastest == 0) return [];
        if (rates.Min() >= 0.999 * fastest) return [fastest];
        double power = Math.Pow(10, Math.Floor(Math.Log10(fastest)));
        double top = fastest >= 5 * power ? 5 * power : fastest >= 2 * power ? 2 * power : power;
        return [top / 10, top / 2, top];
    }

    private static string Fine(double width) => width.ToString("0.####", CultureInfo.InvariantCulture);
}

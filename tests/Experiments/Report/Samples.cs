using System.Globalization;
using System.Xml.Linq;
using Gossip.Core;
using Gossip.Experiments.Report;
using Gossip.Topology;

namespace Gossip.Experiments.Tests.Report;

/// <summary>Graphs and runs to draw, and ways to read a drawing back.</summary>
internal static class Samples
{
    public static Graph Ring(int n) => new(n, Enumerable.Range(0, n).Select(i => Edge.Between(i, (i + 1) % n)), $"ring:{n}");

    public static Graph Path(int n) => new(n, Enumerable.Range(0, n - 1).Select(i => new Edge(i, i + 1)), $"path:{n}");

    public static Graph Star(int n) => new(n, Enumerable.Range(1, n - 1).Select(i => new Edge(0, i)), $"star:{n}");

    public static Graph Complete(int n) =>
        new(n, Enumerable.Range(0, n).SelectMany(i => Enumerable.Range(i + 1, n - i - 1).Select(j => new Edge(i, j))), $"complete:{n}");

    public static Graph Grid(int rows, int columns) => new(rows * columns,
        from a in Enumerable.Range(0, rows)
        from b in Enumerable.Range(0, columns)
        from edge in new[] { (a, b + 1), (a + 1, b) }
        where edge.Item1 < rows && edge.Item2 < columns
        select new Edge(a * columns + b, edge.Item1 * columns + edge.Item2), $"grid:{rows}x{columns}");

    public static Graph Barbell(int n) => new(n,
        Complete(n / 2).Edges.SelectMany(e => new[] { e, new Edge(e.I + n / 2, e.J + n / 2) }).Append(new Edge(n / 2 - 1, n / 2)), $"barbell:{n}");

    public static Graph Random(int n, double p, ulong seed)
    {
        Draws draws = new CounterStream(seed, Purpose.Graph).From();
        List<Edge> edges = [];
        for (int i = 0; i < n; i++)
            for (int j = i + 1; j < n; j++)
                if (draws.Uniform() < p) edges.Add(new(i, j));
        return new(n, edges, $"random:{n}");
    }

    /// <summary>Rates over two decades.</summary>
    public static RatedGraph Rated(Graph graph)
    {
        Draws draws = new CounterStream(1, Purpose.Graph, 1).From();
        return new(graph, [.. graph.Edges.Select(_ => Math.Pow(10, 2 * draws.Uniform() - 1))]);
    }

    /// <summary>An error that falls a decade in ten units of time, below a bound that falls one in twenty.</summary>
    public static MetricPoint[] Run(int points) => Enumerable.Range(0, points).Select(t => At(t, Math.Pow(10, -t / 10.0))).ToArray();

    public static MetricPoint At(double t, double error, double bound = double.NaN) =>
        new(t, (long)(16 * t), (long)(24 * t), error, 3 * error, 0.1 * error, 0.5 * error, double.IsNaN(bound) ? 5 * Math.Pow(10, -t / 20) : bound);

    public static double Number(this XElement element, string attribute) =>
        double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);

    public static IEnumerable<XElement> Of(this XContainer drawing, string name, string style) =>
        drawing.Descendants().Where(e => e.Name.LocalName == name && (e.Attribute("class")?.Value.Split(' ').Contains(style) ?? false));

    /// <summary>The points of a path made of M and L.</summary>
    public static (double X, double Y)[] Points(this XElement path) => path.Attribute("d")!.Value
        .Split('M', 'L').Select(p => p.Trim()).Where(p => p.Length > 0)
        .Select(p => p.Split(' ').Select(v => double.Parse(v, CultureInfo.InvariantCulture)).ToArray())
        .Select(p => (p[0], p[1])).ToArray();

    /// <summary>A page is written so that it is XML too, once its doctype is off.</summary>
    public static XDocument Page(RunReport run) => XDocument.Parse(ReportPage.Html(run)["<!DOCTYPE html>".Length..]);

    public static RunReport Report() => new()
    {
        Title = "sample",
        Subtitle = "least squares on barbell:16",
        Outcome = "Reached the wanted error.",
        Facts = [new("method", "dadao"), new("seed", "1", "of all draws")],
        Points = Run(81),
        Graph = Rated(Barbell(16)),
        NodeErrors = [.. Enumerable.Range(1, 16).Select(i => Math.Pow(10, -i))],
        ExperimentYaml = "name: sample\n",
        Warnings = ["L was estimated."],
    };
}

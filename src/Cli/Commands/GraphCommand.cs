using System.CommandLine;
using Gossip.Core;
using Gossip.Experiments.Exports;
using Gossip.Experiments.Report;
using Gossip.Experiments.Running;
using Gossip.Topology;

namespace Gossip.Cli.Commands;

/// <summary><c>gossip graph</c>.</summary>
internal static class GraphCommand
{
    private static readonly Option<string?> Rates = new("--rates")
    {
        Description = "uniform: the smallest rates that converge; or an edge-list file with rates, or a plan. If not given: the file's own rates, or 1 on every edge.",
        HelpName = "uniform|FILE",
    };

    private static readonly Option<string?> Svg = new("--svg") { Description = "Draw the graph, rates as widths.", HelpName = "FILE" };

    private static readonly Option<string?> GraphMl = new("--graphml") { Description = "Write the graph with its rates and costs as GraphML.", HelpName = "FILE" };

    private static readonly Option<string?> Dot = new("--dot") { Description = "The same for Graphviz.", HelpName = "FILE" };

    public static Command Create()
    {
        Command command = new("graph", "Show what a graph costs: spectrum, resistances, and the smallest rates that converge.") { Options.Graph, Options.Seed, Rates, Svg, GraphMl, Dot, Options.Json };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        GraphFile file = Options.Resolve(parsed);
        OutputFile? drawn = OutputFile.Of(parsed, Svg), graphMl = OutputFile.Of(parsed, GraphMl), dot = OutputFile.Of(parsed, Dot);
        RatedGraph rated = Rate(file, parsed.GetValue(Rates));
        GraphFacts facts = GraphFacts.Of(rated);
        drawn?.Write(GraphDrawing.Svg(rated));
        graphMl?.Write(GraphExport.GraphMl(rated, file.Costs));
        dot?.Write(GraphExport.Dot(rated, file.Costs));
        Console.Out.WriteLine(parsed.GetValue(Options.Json) ? facts.ToJson() : facts.ToText());
        return ExitCode.Done;
    }

    private static RatedGraph Rate(GraphFile file, string? rates)
    {
        Graph graph = file.Graph;
        if (rates is null) return file.Rates is { } own ? new(graph, own) : RatedGraph.Uniform(graph, graph.Edges.Length);
        if (rates == "uniform") return UniformRates.Smallest(graph);
        if (!File.Exists(rates)) throw InputException.At("--rates", $"'{rates}', which is no file", $"uniform, or a file with rates{Nearest.Hint(rates, ["uniform"])}");
        return Connectivity.Require(RateFile.Read(rates, graph), rates);
    }
}

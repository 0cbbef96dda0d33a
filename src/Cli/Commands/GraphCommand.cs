using System.CommandLine;
using System.Globalization;
using Gossip.Core;
using Gossip.Experiments.Report;
using Gossip.Topology;

namespace Gossip.Cli.Commands;

/// <summary><c>gossip graph</c>.</summary>
internal static class GraphCommand
{
    private static readonly Argument<string> Spec = new("GRAPH") { Description = "A generator such as ring:16 or geometric:64,r=0.25, or an edge-list file." };

    private static readonly Option<string> Seed = new("--seed")
    {
        Description = "The seed of random graphs.",
        HelpName = "N",
        DefaultValueFactory = _ => "1",
    };

    private static readonly Option<string?> Rates = new("--rates")
    {
        Description = "uniform: the smallest rates that converge; or an edge-list file with rates. If not given: the file's own rates, or 1 on every edge.",
        HelpName = "uniform|FILE",
    };

    private static readonly Option<string?> Svg = new("--svg") { Description = "Draw the graph, rates as widths.", HelpName = "FILE" };

    private static readonly Option<bool> Json = new("--json") { Description = "Print one JSON object." };

    public static Command Create()
    {
        Command command = new("graph", "Show what a graph costs: spectrum, resistances, and the smallest rates that converge.") { Spec, Seed, Rates, Svg, Json };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        string spec = parsed.GetValue(Spec)!;
        Options.RefuseAsArgument(spec, parsed.CommandResult.Command);
        if (!ulong.TryParse(parsed.GetValue(Seed), NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed))
            throw InputException.At("--seed", $"'{parsed.GetValue(Seed)}'", "a whole number from 0 to 2^64 - 1");
        GraphFile file = GraphSpec.Resolve(spec, seed, Environment.CurrentDirectory);
        Connectivity.Require(file.Graph, spec);
        RatedGraph rated = Rate(file, parsed.GetValue(Rates));
        GraphFacts facts = GraphFacts.Of(rated);
        if (parsed.GetValue(Svg) is { } path) Draw(path, rated);
        Console.Out.WriteLine(parsed.GetValue(Json) ? facts.ToJson() : facts.ToText());
        return ExitCode.Done;
    }

    private static RatedGraph Rate(GraphFile file, string? rates)
    {
        Graph graph = file.Graph;
        if (rates is null) return file.Rates is { } own ? new(graph, own) : RatedGraph.Uniform(graph, graph.Edges.Length);
        if (rates == "uniform") return UniformRates.Smallest(graph);
        if (!File.Exists(rates)) throw InputException.At("--rates", $"'{rates}', which is no file", $"uniform or an edge-list file with rates{Nearest.Hint(rates, ["uniform"])}");
        return Connectivity.Require(GraphFile.ReadRates(rates, graph), rates);
    }

    private static void Draw(string path, RatedGraph rated)
    {
        try
        {
            File.WriteAllText(path, GraphDrawing.Svg(rated));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw InputException.At("--svg", $"'{path}', which cannot be written ({error.Message.TrimEnd('.')})", "a writable file");
        }
    }
}

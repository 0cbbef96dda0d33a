using System.CommandLine;
using System.Globalization;
using Gossip.Core;
using Gossip.Topology;

namespace Gossip.Cli.Commands;

/// <summary>What the commands' options share.</summary>
internal static class Options
{
    public static readonly Argument<string> Graph = new("GRAPH") { Description = "A generator such as ring:16 or geometric:64,r=0.25, or an edge-list file." };

    public static readonly Option<string> Seed = new("--seed")
    {
        Description = "The seed of random graphs.",
        HelpName = "N",
        DefaultValueFactory = _ => "1",
    };

    public static readonly Option<bool> Json = new("--json") { Description = "Print one JSON object." };

    /// <summary>The connected graph that the argument names.</summary>
    public static GraphFile Resolve(ParseResult parsed)
    {
        string spec = parsed.GetValue(Graph)!;
        RefuseAsArgument(spec, parsed.CommandResult.Command);
        if (!ulong.TryParse(parsed.GetValue(Seed), NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed))
            throw InputException.At("--seed", $"'{parsed.GetValue(Seed)}'", "a whole number from 0 to 2^64 - 1");
        GraphFile file = GraphSpec.Resolve(spec, seed, Environment.CurrentDirectory);
        Connectivity.Require(file.Graph, spec);
        return file;
    }

    /// <summary>The finite number that an option was given.</summary>
    public static double Number(ParseResult parsed, Option<string> option, string expected, Func<double, bool> allowed)
    {
        string text = parsed.GetValue(option)!;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) && allowed(value)
            ? value : throw InputException.At(option.Name, $"'{text}'", expected);
    }

    /// <summary>What <c>--threads</c> was given, or null.</summary>
    public static int? Threads(string? threads) => threads is null ? null
        : int.TryParse(threads, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count > 0 ? count
        : throw InputException.At("--threads", $"'{threads}'", "a whole number ≥ 1");

    /// <summary>Tells a misspelt option that was taken for an argument.</summary>
    public static void RefuseAsArgument(string? argument, Command command)
    {
        if (argument is null || !argument.StartsWith('-')) return;
        throw new InputException($"unknown option '{argument}'{Nearest.Hint(argument, command.Options.Select(o => o.Name))}; gossip {command.Name} --help lists what there is");
    }
}

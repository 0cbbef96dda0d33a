using System.CommandLine;
using Gossip.Core;

namespace Gossip.Cli.Commands;

/// <summary>What the commands' options share.</summary>
internal static class Options
{
    /// <summary>Tells a misspelt option that was taken for an argument.</summary>
    public static void RefuseAsArgument(string? argument, Command command)
    {
        if (argument is null || !argument.StartsWith('-')) return;
        throw new InputException($"unknown option '{argument}'{Nearest.Hint(argument, command.Options.Select(o => o.Name))}; gossip {command.Name} --help lists what there is");
    }
}

using System.CommandLine;
using System.CommandLine.Invocation;
using Gossip.Cli.Commands;
using Gossip.Core;
using Gossip.Nodes.Virtual;

namespace Gossip.Cli;

/// <summary>The <c>gossip</c> command: parses, runs, and turns every failure into one line and an exit code.</summary>
internal static class App
{
    private static readonly Option<bool> Verbose = new("--verbose")
    {
        Description = "Show the stack trace of an unexpected error.",
        Recursive = true,
    };

    public static int Run(string[] args)
    {
        RootCommand root = new("Decentralized optimization by gossip, from one experiment file.")
        {
            RunCommand.Create(),
            ClusterCommand.Create(),
            NodeCommand.Create(),
            StatusCommand.Create(),
            ExportCommand.Create(),
            StopCommand.Create(),
            PlanCommand.Create(),
            CertifyCommand.Create(),
            GraphCommand.Create(),
            ReplayCommand.Create(),
            DashboardCommand.Create(),
            Verbose,
        };
        ExampleHelp.Install(root);
        ParseResult parsed = root.Parse(args.Length == 0 ? ["--help"] : args);
        if (parsed.Action is ParseErrorAction) return Refuse(parsed);
        try
        {
            return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (InputException mistake)
        {
            return Tell(mistake.Message, ExitCode.BadInput);
        }
        catch (RunFailedException failure)
        {
            return Tell(failure.Message, ExitCode.Failed);
        }
        catch (OperationCanceledException)
        {
            return Tell("interrupted before anything was written", ExitCode.Interrupted);
        }
        catch (Exception error)
        {
            if (!parsed.GetValue(Verbose)) return Tell($"unexpected {error.GetType().Name}: {error.Message} (--verbose shows where)", ExitCode.Failed);
            Console.Error.WriteLine(error);
            return ExitCode.Failed;
        }
    }

    private static int Refuse(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        if (parsed.UnmatchedTokens is [string word, ..])
        {
            bool isOption = word.StartsWith('-');
            IEnumerable<string> known = isOption || command.Subcommands.Count == 0
                ? command.Options.Select(o => o.Name).Append("--help") : command.Subcommands.Select(c => c.Name);
            string what = isOption ? "option" : command.Subcommands.Count > 0 ? "command" : "argument";
            return Tell($"unknown {what} '{word}'{Nearest.Hint(word, known)}; gossip {(command is RootCommand ? "" : command.Name + " ")}--help lists what there is", ExitCode.BadInput);
        }
        return Tell($"{parsed.Errors[0].Message.TrimEnd('.')}; gossip {(command is RootCommand ? "" : command.Name + " ")}--help shows how", ExitCode.BadInput);
    }

    private static int Tell(string message, int code)
    {
        Console.Error.WriteLine($"error: {message.ReplaceLineEndings(" ")}");
        return code;
    }
}

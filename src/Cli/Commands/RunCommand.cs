using System.CommandLine;
using Gossip.Core;
using Gossip.Experiments;
using Gossip.Experiments.Running;

namespace Gossip.Cli.Commands;

/// <summary><c>gossip run</c>.</summary>
internal static class RunCommand
{
    private static readonly Argument<string?> File = new("FILE")
    {
        Description = "The experiment file. With --resume it may be left out.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<string?> Resume = new("--resume")
    {
        Description = "Go on with the interrupted run in a folder.",
        HelpName = "DIR",
    };

    private static readonly Option<string?> Threads = new("--threads")
    {
        Description = "Threads of the actors runtime; one per processor if not given.",
        HelpName = "N",
    };

    public static Command Create()
    {
        Command command = new("run", "Run an experiment and write its numbers, picture and report to a folder.") { File, Execution.Set, Execution.Out, Resume, Threads, Execution.Json };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        string? resume = parsed.GetValue(Resume), file = parsed.GetValue(File), output = parsed.GetValue(Execution.Out);
        Options.RefuseAsArgument(file, parsed.CommandResult.Command);
        if (file is null && resume is null) throw InputException.At("gossip run", "no file", "an experiment file, such as examples/quickstart.yaml");
        if (resume is not null && output is not null && Path.GetFullPath(resume) != Path.GetFullPath(output))
            throw InputException.At("--out", $"'{output}' beside --resume {resume}", "one of them: a run goes on in its own folder");

        file ??= Path.Combine(resume!, RunFolder.Experiment);
        Experiment experiment = Experiment.Read(file, [.. parsed.GetValue(Execution.Set) ?? [], .. ThreadsAsChange(parsed.GetValue(Threads))]);
        return Execution.Run(experiment, resume ?? output ?? Path.Combine("runs", experiment.Name), resume is not null, parsed.GetValue(Execution.Json));
    }

    private static string[] ThreadsAsChange(string? threads) => Options.Threads(threads) is { } count ? [$"runtime.threads={count}"] : [];
}

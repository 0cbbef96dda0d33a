using System.CommandLine;
using System.Globalization;
using Gossip.Core;
using Gossip.Experiments;
using Gossip.Experiments.Report;
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

    private static readonly Option<string[]> Set = new("--set")
    {
        Description = "Override a key of the file, such as --set problem.l2=0.1. May be given many times.",
        HelpName = "key.path=value",
    };

    private static readonly Option<string?> Out = new("--out")
    {
        Description = "The output folder; runs/<name> if not given.",
        HelpName = "DIR",
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

    private static readonly Option<bool> Json = new("--json") { Description = "Print the summary as one JSON object on standard output, everything else on standard error." };

    public static Command Create()
    {
        Command command = new("run", "Run an experiment and write its numbers, picture and report to a folder.") { File, Set, Out, Resume, Threads, Json };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        string? resume = parsed.GetValue(Resume), file = parsed.GetValue(File), output = parsed.GetValue(Out);
        Options.RefuseAsArgument(file, parsed.CommandResult.Command);
        if (file is null && resume is null) throw InputException.At("gossip run", "no file", "an experiment file, such as examples/quickstart.yaml");
        if (resume is not null && output is not null && Path.GetFullPath(resume) != Path.GetFullPath(output))
            throw InputException.At("--out", $"'{output}' beside --resume {resume}", "one of them: a run goes on in its own folder");

        file ??= Path.Combine(resume!, RunFolder.Experiment);
        Experiment experiment = Experiment.Read(file, [.. parsed.GetValue(Set) ?? [], .. ThreadsAsChange(parsed.GetValue(Threads))]);
        using Interruption interruption = new();
        using ProgressView view = new();
        RunResult result = view.Show(experiment.Name, "reading", told => Runner.Run(experiment, new()
        {
            Folder = resume ?? output ?? Path.Combine("runs", experiment.Name),
            Resume = resume is not null,
            Progress = progress => told(ProgressView.Words(progress)),
            Planning = told,
            Notice = view.Note,
            Stop = interruption.Token,
        }));
        Print(result.Summary, parsed.GetValue(Json));
        return result.Summary.StopReason switch
        {
            StopReason.Diverged => ExitCode.Failed,
            StopReason.Interrupted => ExitCode.Interrupted,
            _ => ExitCode.Done,
        };
    }

    private static string[] ThreadsAsChange(string? threads)
    {
        if (threads is null) return [];
        if (int.TryParse(threads, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count > 0) return [$"runtime.threads={count}"];
        throw InputException.At("--threads", $"'{threads}'", "a whole number ≥ 1");
    }

    private static void Print(Summary summary, bool json)
    {
        if (summary.StopReason == StopReason.Diverged) Console.Error.WriteLine($"error: {summary.Name} {summary.Outcome}; what it recorded is in {Shown(summary.Folder)}");
        if (summary.StopReason == StopReason.Interrupted) Console.Error.WriteLine($"{summary.Name} {summary.Outcome}; go on with: gossip run --resume {Shown(summary.Folder)}");
        if (json)
        {
            Console.Out.WriteLine(summary.ToJson());
            return;
        }
        if (summary.StopReason is StopReason.Diverged or StopReason.Interrupted) return;
        Console.Out.WriteLine($"{summary.Name}: {summary.Outcome}");
        Console.Out.WriteLine($"  gradients       {Display.Count(summary.Gradients)}");
        Console.Out.WriteLine($"  communications  {Display.Count(summary.Communications)}");
        Console.Out.WriteLine($"  rate            {(summary.MeasuredRate is { } measured ? Plain.Number(measured) : "-")} measured, {(summary.PredictedRate is { } proven ? Plain.Number(proven) : "none")} proven");
        Console.Out.WriteLine($"  speed           {Display.Count((long)summary.EventsPerSecond)} events/s ({summary.Runtime})");
        Console.Out.WriteLine($"  digest          {summary.Digest[..16]}");
        Console.Out.WriteLine($"report: {Shown(Path.Combine(summary.Folder, RunFolder.Report))}");
    }

    private static string Shown(string path)
    {
        string relative = Path.GetRelativePath(Environment.CurrentDirectory, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }
}

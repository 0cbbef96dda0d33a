using System.CommandLine;
using System.Globalization;
using Gossip.Core;
using Gossip.Experiments.Running;
using Gossip.Experiments.Sweeps;

namespace Gossip.Cli.Commands;

/// <summary><c>gossip sweep</c>.</summary>
internal static class SweepCommand
{
    private static readonly Argument<string?> File = new("FILE")
    {
        Description = "The sweep file. With --resume it may be left out.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<string?> Resume = new("--resume")
    {
        Description = "Go on with the sweep in a folder; so does the same command again.",
        HelpName = "DIR",
    };

    private static readonly Option<bool> Fresh = new("--fresh") { Description = "Begin anew where the folder has the beginning of a sweep." };

    private static readonly Option<string?> Threads = new("--threads")
    {
        Description = "Cells that run at once; one per processor if not given.",
        HelpName = "N",
    };

    public static Command Create()
    {
        Command command = new("sweep", "Run an experiment with many values and seeds, and compare.") { File, Execution.Set, Execution.Out, Resume, Fresh, Threads, Execution.Json };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        string? resume = parsed.GetValue(Resume), file = parsed.GetValue(File), output = parsed.GetValue(Execution.Out);
        Options.RefuseAsArgument(file, parsed.CommandResult.Command);
        if (file is null && resume is null) throw InputException.At("gossip sweep", "no file", "a sweep file, such as examples/sweep.yaml");
        if (resume is not null && output is not null && Path.GetFullPath(resume) != Path.GetFullPath(output))
            throw InputException.At("--out", $"'{output}' beside --resume {resume}", "one of them: a sweep goes on in its own folder");
        if (resume is not null && parsed.GetValue(Fresh)) throw InputException.At("--fresh", $"--resume {resume} beside it", "one of them");

        Sweep sweep = Sweep.Read(file ?? Path.Combine(resume!, "sweep.yaml"), parsed.GetValue(Execution.Set));
        string folder = resume ?? output ?? Path.Combine("runs", sweep.Name);
        using Interruption interruption = new();
        using ProgressView view = new();
        try
        {
            SweepSummary summary = view.Show(sweep.Name, $"{sweep.Cells} cells", told => SweepRunner.Run(sweep, new()
            {
                Folder = folder,
                Resume = resume is not null,
                Fresh = parsed.GetValue(Fresh),
                Threads = Options.Threads(parsed.GetValue(Threads)),
                Progress = progress => told(ProgressView.Words(progress)),
                Notice = view.Note,
                Stop = interruption.Token,
            }));
            Print(summary, parsed.GetValue(Execution.Json));
            return summary.Failed.Count == 0 ? ExitCode.Done : ExitCode.Failed;
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            Console.Error.WriteLine($"{sweep.Name} interrupted; the cells that are done are kept; go on with: gossip sweep --resume {Execution.Shown(folder)}");
            return ExitCode.Interrupted;
        }
    }

    private static void Print(SweepSummary summary, bool json)
    {
        foreach (IGrouping<string, SweepSummary.Failure> failure in summary.Failed.GroupBy(f => f.Reason))
            Console.Error.WriteLine($"error: {failure.Count()} {(failure.Count() == 1 ? "cell" : "cells")} ({Cell(failure.First())}{(failure.Count() == 1 ? "" : ", …")}) could not run: {failure.Key}");
        if (json)
        {
            Console.Out.WriteLine(summary.ToJson());
            return;
        }
        Console.Out.WriteLine($"{summary.Name}: {summary.Outcome}");
        Console.Out.WriteLine($"  cells           {summary.Groups.Count} {(summary.Groups.Count == 1 ? "combination" : "combinations")} with {summary.Seeds.Count} {(summary.Seeds.Count == 1 ? "seed" : "seeds")} each");
        Console.Out.WriteLine($"  took            {summary.Seconds.ToString("0.0", CultureInfo.InvariantCulture)} s on {summary.Threads} {(summary.Threads == 1 ? "thread" : "threads")}");
        Console.Out.WriteLine($"results: {Execution.Shown(Path.Combine(summary.Folder, "results.csv"))}");
        Console.Out.WriteLine($"report: {Execution.Shown(Path.Combine(summary.Folder, RunFolder.Report))}");
    }

    private static string Cell(SweepSummary.Failure failure) => string.Join(", ", failure.Values.Values.Append($"seed {failure.Seed}"));
}

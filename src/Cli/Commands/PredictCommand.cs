using System.CommandLine;
using Gossip.Core;
using Gossip.Experiments;
using Gossip.Experiments.Running;

namespace Gossip.Cli.Commands;

/// <summary><c>gossip predict</c>.</summary>
internal static class PredictCommand
{
    private static readonly Argument<string> File = new("FILE") { Description = "The experiment file." };

    public static Command Create()
    {
        Command command = new("predict", "Say how fast an experiment will converge, and when it would diverge, without running it.") { File, Execution.Set, Options.Json };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        string file = parsed.GetValue(File)!;
        Options.RefuseAsArgument(file, parsed.CommandResult.Command);
        Experiment experiment = Experiment.Read(file, parsed.GetValue(Execution.Set) ?? []);
        if (experiment.Method.Federated is not null || experiment.Method.Online is not null)
            throw InputException.At(experiment.Place("method", "name"), $"'{experiment.Method.Name}'", "a method that gossips on a graph: servers, their clients and online learners are not predicted");
        using Interruption interruption = new();
        using ProgressView view = new();
        PredictFacts facts = view.Show(experiment.Name, "reading", told =>
        {
            Setup setup = Setup.Of(experiment, new() { Told = told, Stop = interruption.Token });
            told("predicting");
            return PredictFacts.Of(setup, told, interruption.Token);
        });
        foreach (string note in facts.Notes) view.Note(note);
        Console.Out.WriteLine(parsed.GetValue(Options.Json) ? facts.ToJson() : facts.ToText());
        return ExitCode.Done;
    }
}

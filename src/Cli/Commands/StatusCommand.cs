using System.CommandLine;
using Gossip.Experiments;
using Gossip.Experiments.Outside;

namespace Gossip.Cli.Commands;

/// <summary><c>gossip status</c>.</summary>
internal static class StatusCommand
{
    private static readonly TimeSpan Apart = TimeSpan.FromSeconds(2);

    public static Command Create()
    {
        Command command = new("status", "Show where a running cluster stands, and what is wrong with it.") { OutsideOptions.File };
        OutsideOptions.AddTo(command);
        command.Add(Execution.Set);
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        Experiment? experiment = OutsideOptions.Experiment(parsed);
        return OutsideOptions.Visit(parsed, experiment, async (visit, stop) =>
        {
            OutsideMeter? meter = experiment is null ? null : OutsideMeter.Of(experiment, visit.Digest);
            ClusterStatus status = await visit.Look(Apart, stop).ConfigureAwait(false);
            if (meter?.Measure(await visit.Ask(allRows: false, stop).ConfigureAwait(false)) is { } point) status = status with { Error = point.Error };
            Console.Out.WriteLine(parsed.GetValue(OutsideOptions.Json) ? status.ToJson() : StatusText.Of(status));
            return status.Healthy ? ExitCode.Done : ExitCode.Failed;
        });
    }
}

using System.CommandLine;
using Gossip.Experiments;
using Gossip.Experiments.Outside;
using Gossip.Experiments.Running;

namespace Gossip.Cli.Commands;

/// <summary><c>gossip export</c>.</summary>
internal static class ExportCommand
{
    private static readonly TimeSpan Apart = TimeSpan.FromSeconds(1);
    private static readonly Option<string> Out = new("--out") { Description = "The folder to write to.", HelpName = "DIR", DefaultValueFactory = _ => "export" };

    public static Command Create()
    {
        Command command = new("export", "Write what a running cluster has now, as the files that a run leaves; it runs on.") { OutsideOptions.File };
        OutsideOptions.AddTo(command);
        command.Add(Out);
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
            RunFolder folder = new(parsed.GetValue(Out)!);
            folder.Open();
            ClusterStatus status = await ClusterExport.Write(visit, await visit.Look(Apart, stop).ConfigureAwait(false), meter, folder, stop).ConfigureAwait(false);
            Console.Out.WriteLine(parsed.GetValue(OutsideOptions.Json) ? status.ToJson() : $"{status.Members} of {status.Nodes} nodes at time {Plain.Number(status.Time)}: {folder.Path}");
            return ExitCode.Done;
        });
    }
}

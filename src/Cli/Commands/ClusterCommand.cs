using System.CommandLine;
using System.Globalization;
using Gossip.Core;
using Gossip.Dashboard;
using Gossip.Dashboard.Feeds;
using Gossip.Dashboard.Views;
using Gossip.Experiments;
using Gossip.Experiments.Processes;
using Gossip.Experiments.Settings;

namespace Gossip.Cli.Commands;

/// <summary><c>gossip cluster</c>.</summary>
internal static class ClusterCommand
{
    private static readonly Argument<string> File = new("FILE") { Description = "The experiment file." };

    private static readonly Option<string?> Processes = new("--processes")
    {
        Description = "How many processes; runtime.processes of the file if not given.",
        HelpName = "N",
    };

    private static readonly Option<string?> Time = new("--time")
    {
        Description = "real: clocks of the wall (the default) | virtual: the bits of the other runtimes.",
        HelpName = "real|virtual",
    };

    private static readonly Option<bool> Restart = new("--restart") { Description = "Start a process that died again, as the same one; otherwise the others go on without it." };

    public static Command Create()
    {
        Command command = new("cluster", "Run an experiment on a cluster of processes on this machine, kill some, and watch.")
        {
            File, Processes, Time, Restart, NodeOptions.Checkpoint.Option, Execution.Out, Execution.Set, Execution.Json,
            NodeOptions.Secret.Option, NodeOptions.SecretFile.Option, NodeOptions.Certificate.Option, NodeOptions.CertificateKey.Option, NodeOptions.CertificatePassword.Option, NodeOptions.Authority.Option,
        };
        foreach (NodeOption option in SiteSettings.All) command.Add(option.Option);
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        string file = parsed.GetValue(File)!;
        Options.RefuseAsArgument(file, parsed.CommandResult.Command);
        List<string> changes = [.. parsed.GetValue(Execution.Set) ?? [], $"runtime.kind={RuntimeSettings.Cluster}"];
        if (parsed.GetValue(Processes) is { } processes)
        {
            if (!int.TryParse(processes, NumberStyles.None, CultureInfo.InvariantCulture, out int count) || count < 1) throw InputException.At("--processes", $"'{processes}'", "a whole number ≥ 1");
            changes.Add($"runtime.processes={processes}");
        }
        if (parsed.GetValue(Time) is { } time) changes.Add($"runtime.time={time}");
        Experiment experiment = Experiment.Read(file, changes);
        if (experiment.Runtime.IsVirtualCluster && SiteSettings.Of(parsed) is { } asked)
            throw InputException.At(asked.Place, "a page for a run in virtual time", "none: gossip dashboard DIR shows its folder while it runs");
        Board board = new();
        ClusterFeed feed = new(board, experiment.Name, $"{experiment.Method.Name} on a cluster of processes");
        using Hosted site = Hosted.Start(SiteSettings.Of(parsed), [new PageRoom(board)]);
        ClusterLaunch launch = new()
        {
            Command = Execution.OwnCommand(),
            Restart = parsed.GetValue(Restart),
            Checkpoint = NodeOptions.Checkpoint.Of(parsed),
            Security = NodeOptions.Security(parsed),
            Told = line => board.Note("", line),
            Seen = site.IsOpen ? feed.Take : null,
        };
        return Execution.Run(experiment, parsed.GetValue(Execution.Out) ?? Path.Combine("runs", experiment.Name), resume: false, parsed.GetValue(Execution.Json), launch);
    }
}

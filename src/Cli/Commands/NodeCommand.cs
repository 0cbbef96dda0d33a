using System.CommandLine;
using System.Runtime.InteropServices;
using Gossip.Core;
using Gossip.Experiments;
using Gossip.Experiments.Processes;
using Gossip.Nodes.Live;

namespace Gossip.Cli.Commands;

/// <summary><c>gossip node</c>.</summary>
internal static class NodeCommand
{
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(10);

    private static readonly Argument<string> File = new("FILE") { Description = "The experiment file, the same for all processes." };

    private static readonly Option<bool> WithParent = new("--with-parent") { Description = "End when standard input ends, and leave Ctrl-C to the parent." };

    public static Command Create()
    {
        Command command = new("node", "Be one process of a cluster, with one or more nodes of the experiment.") { File };
        foreach (NodeOption option in NodeOptions.All) command.Add(option.Option);
        command.Add(NodeOptions.Insecure);
        command.Add(WithParent);
        command.Add(Execution.Set);
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        string file = parsed.GetValue(File)!;
        Options.RefuseAsArgument(file, parsed.CommandResult.Command);
        NodeOptions.CheckDevice(parsed);
        if (NodeOptions.Nodes.Of(parsed) is not { } nodes) throw InputException.At("--nodes", "nothing", "the nodes of this process, such as 0-3,7 (or GOSSIP_NODES)");
        Experiment experiment = Experiment.Read(file, parsed.GetValue(Execution.Set));
        ClusterSecurity security = ClusterSecurity.Of(experiment, NodeOptions.Security(parsed));
        using Signals signals = new(ignoreInterrupt: parsed.GetValue(WithParent));
        NodeSetup setup = NodeSetup.Of(experiment, nodes, NodeOptions.Nodes.Place(parsed), new() { Told = Tell, Stop = signals.Token });
        HostOptions options = new()
        {
            Name = NodeOptions.Name.Of(parsed) ?? $"n{NodeList.Text(setup.Own.Select(o => o.Node))}",
            Nodes = [.. setup.Own.Select(o => o.Node)],
            Seeds = NodeOptions.SeedAddresses(parsed),
            Host = NodeOptions.Host.Of(parsed) ?? "127.0.0.1",
            PublicHost = NodeOptions.PublicHost.Of(parsed),
            Port = NodeOptions.Port.Port(parsed),
            LanePort = NodeOptions.LanePort.Port(parsed),
            Secret = security.Secret,
            Certificate = security.Certificate,
            Insecure = parsed.GetValue(NodeOptions.Insecure),
            Float32 = experiment.Cluster.Float32,
            Speeds = experiment.Cluster.Speeds,
            CheckpointFolder = CheckpointFolder(experiment, NodeOptions.Checkpoint.Of(parsed)),
            CheckpointEvery = experiment.Cluster.CheckpointEvery,
            Unit = experiment.Cluster.Unit,
            LeastUnit = experiment.Cluster.LeastUnit,
            Notice = Tell,
        };
        foreach (string warning in setup.Warnings) Tell($"note: {warning}");
        return Live(setup, options, signals, parsed.GetValue(WithParent)).GetAwaiter().GetResult();
    }

    private static async Task<int> Live(NodeSetup setup, HostOptions options, Signals signals, bool withParent)
    {
        LiveHost host = await LiveHost.Start(setup.Swarm, setup.Own, options).ConfigureAwait(false);
        Console.Out.WriteLine(new NodeReady(options.Name, Environment.ProcessId, host.Address.ToString(), host.Lane.ToString()).ToJson());
        await Console.Out.FlushAsync().ConfigureAwait(false);
        Task parent = withParent ? Task.Run(EndOfInput) : Task.Delay(Timeout.Infinite, signals.Token);
        await Task.WhenAny(host.Ended, parent, signals.First).ConfigureAwait(false);

        int code = ExitCode.Done;
        if (host.Ended.IsCompletedSuccessfully && host.Ended.Result.Code != ExitCode.Done)
        {
            code = host.Ended.Result.Code;
            Console.Error.WriteLine($"error: {host.Ended.Result.Line.ReplaceLineEndings(" ")}");
        }
        else if (signals.First is { IsCompletedSuccessfully: true, Result: PosixSignal.SIGINT })
        {
            code = ExitCode.Interrupted;
        }
        await Task.WhenAny(host.DisposeAsync().AsTask(), Task.Delay(EndPatience, CancellationToken.None)).ConfigureAwait(false);
        if (code is ExitCode.Done or ExitCode.Interrupted) Tell("left");
        return code;
    }

    private static void EndOfInput()
    {
        while (Console.In.Read() >= 0) { }
    }

    private static string? CheckpointFolder(Experiment experiment, string? given)
    {
        string? folder = given ?? (experiment.Cluster.Checkpoint is { } path ? experiment.Locate(path) : null);
        if (folder is null) return null;
        try
        {
            return Directory.CreateDirectory(folder).FullName;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw InputException.At("--checkpoint", $"'{folder}', which cannot be made", "a folder");
        }
    }

    private static void Tell(string line) => Console.Error.WriteLine(line);
}

using System.CommandLine;
using System.Runtime.InteropServices;
using Gossip.Core;
using Gossip.Dashboard;
using Gossip.Dashboard.Feeds;
using Gossip.Dashboard.Views;
using Gossip.Experiments;
using Gossip.Experiments.Federated;
using Gossip.Experiments.Processes;
using Gossip.Experiments.Running;
using Gossip.Experiments.Settings;
using Gossip.Nodes.Federated.Live;
using Gossip.Nodes.Live;
using Gossip.Nodes.Virtual;
using Gossip.Nodes.Wire;

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
        if (NodeOptions.Nodes.Of(parsed) is not { } nodes) throw InputException.At("--nodes", "nothing", "the nodes of this process, such as 0-3,7 (or GOSSIP_NODES)");
        Experiment experiment = NodeOptions.OnDevice(parsed, set => Experiment.Read(file, [.. parsed.GetValue(Execution.Set) ?? [], .. set]));
        ClusterSecurity security = ClusterSecurity.Of(experiment, NodeOptions.Security(parsed));
        if (experiment.Runtime.IsVirtualCluster && NodeOptions.Events.Of(parsed) is not null) throw InputException.At(NodeOptions.Events.Place(parsed), "a file", "none: in virtual time events follow from the seed");
        using Signals signals = new(ignoreInterrupt: parsed.GetValue(WithParent));
        Board board = new();
        using Hosted site = Hosted.Start(SiteSettings.Of(parsed), [new PageRoom(board)]);
        NodeSetup setup = NodeSetup.Of(experiment, nodes, NodeOptions.Nodes.Place(parsed), new()
        {
            // in virtual time rates must be the very bits of whoever drives the run, who left its plan beside the file
            Folder = experiment.Runtime.IsVirtualCluster ? new(Path.GetDirectoryName(Path.GetFullPath(file))!) : null,
            Told = Tell,
            Stop = signals.Token,
        });
        string? events = NodeOptions.Events.Of(parsed);
        using EventRecorder? recorder = events is not null && setup.Federated is null ? new(events) : null;
        using UpdateLog? updates = events is not null && setup.Federated is not null ? new(events) : null;
        HostOptions options = new()
        {
            Name = NodeOptions.Name.Of(parsed) ?? $"n{NodeList.Text(setup.OwnNodes)}",
            Nodes = setup.OwnNodes,
            Seeds = NodeOptions.SeedAddresses(parsed),
            Host = NodeOptions.Host.Of(parsed) ?? "127.0.0.1",
            PublicHost = NodeOptions.PublicHost.Of(parsed),
            Port = NodeOptions.Port.Port(parsed),
            LanePort = NodeOptions.LanePort.Port(parsed),
            Secret = security.Secret,
            Certificate = security.Certificate,
            Insecure = parsed.GetValue(NodeOptions.Insecure),
            Float32 = experiment.Cluster.Float32,
            Speeds = experiment.Machines.Speeds,
            CheckpointFolder = CheckpointFolder(experiment, NodeOptions.Checkpoint.Of(parsed)),
            CheckpointEvery = experiment.Cluster.CheckpointEvery,
            Unit = experiment.Cluster.Unit,
            LeastUnit = experiment.Cluster.LeastUnit,
            Notice = line =>
            {
                Tell(line);
                board.Note(NodeOptions.Name.Of(parsed) ?? "", line);
            },
            Record = recorder is null ? null : recorder.Add,
        };
        foreach (string warning in setup.Warnings) Tell($"note: {warning}");
        Func<PeerAddress, IAsyncDisposable>? watch = site.IsOpen ? lane => Watch(board, experiment, setup, options, lane) : null;
        return Live(() => Start(setup, experiment.Runtime, options, updates), options.Name, watch, signals, parsed.GetValue(WithParent)).GetAwaiter().GetResult();
    }

    private static async Task<int> Live(Func<Task<Running>> start, string name, Func<PeerAddress, IAsyncDisposable>? watch, Signals signals, bool withParent)
    {
        Running host = await start().ConfigureAwait(false);
        Console.Out.WriteLine(new NodeReady(name, Environment.ProcessId, host.Address.ToString(), host.Lane.ToString()).ToJson());
        await Console.Out.FlushAsync().ConfigureAwait(false);
        await using IAsyncDisposable? watching = watch?.Invoke(host.Lane);
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
        await Task.WhenAny(host.Host.DisposeAsync().AsTask(), Task.Delay(EndPatience, CancellationToken.None)).ConfigureAwait(false);
        if (code is ExitCode.Done or ExitCode.Interrupted) Tell("left");
        return code;
    }

    /// <summary>A process looks at the cluster as anybody may who has its secret: through lanes, its own first.</summary>
    private static WatchFeed Watch(Board board, Experiment experiment, NodeSetup setup, HostOptions options, PeerAddress lane) => new(
        PageClient.Of($"page of {options.Name}", options.Secret, options.Certificate), [lane],
        new(board, experiment.Name, $"{experiment.Method.Name}, seen by {options.Name}"), setup.Live?.Graph ?? setup.Virtual?.Schedule.Graphs[0].Graph);

    private static async Task<Running> Start(NodeSetup setup, RuntimeSettings runtime, HostOptions options, UpdateLog? updates)
    {
        if (setup.Federated is { } federation)
        {
            FederatedHost one = await FederatedHost.Start(federation, setup.OwnNodes, options, updates?.Recording).ConfigureAwait(false);
            return new(one, one.Address, one.Lane, one.Ended);
        }
        if (setup.Virtual is { } all)
        {
            VirtualHost one = await VirtualHost.Start(all, setup.Own, options, new(runtime.ThreadsEach(all.Nodes), runtime.NodesEach ?? 0)).ConfigureAwait(false);
            return new(one, one.Address, one.Lane, one.Ended);
        }
        LiveHost host = await LiveHost.Start(setup.Live!, setup.Own, options).ConfigureAwait(false);
        return new(host, host.Address, host.Lane, host.Ended);
    }

    /// <summary>A host of any kind.</summary>
    private sealed record Running(IAsyncDisposable Host, PeerAddress Address, PeerAddress Lane, Task<HostEnd> Ended);

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

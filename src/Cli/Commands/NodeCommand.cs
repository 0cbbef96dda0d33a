using System.CommandLine;
using Gossip.Core;
using Gossip.Dashboard;
using Gossip.Dashboard.Feeds;
using Gossip.Dashboard.Operation;
using Gossip.Dashboard.Serving;
using Gossip.Dashboard.Views;
using Gossip.Experiments;
using Gossip.Experiments.Federated;
using Gossip.Experiments.Processes;
using Gossip.Experiments.Running;
using Gossip.Nodes.Live;
using Gossip.Nodes.Vitals;
using Gossip.Nodes.Wire;

namespace Gossip.Cli.Commands;

/// <summary><c>gossip node</c>.</summary>
internal static class NodeCommand
{
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
        Layout? layout = NodeOptions.LayoutOf(parsed);
        Experiment experiment = NodeOptions.OnDevice(parsed, set => Experiment.Read(file, [.. parsed.GetValue(Execution.Set) ?? [], .. set]));
        if (layout is not null && experiment.Runtime.IsVirtualCluster) throw InputException.At(NodeOptions.Replicas.Place(parsed), "a number of processes", "the nodes of this process: in virtual time they are given");
        ClusterSecurity security = ClusterSecurity.Of(experiment, NodeOptions.Security(parsed));
        string? events = NodeOptions.Events.Of(parsed);
        if (experiment.Runtime.IsVirtualCluster && events is not null) throw InputException.At(NodeOptions.Events.Place(parsed), "a file", "none: in virtual time events follow from the seed");
        using Signals signals = new(ignoreInterrupt: parsed.GetValue(WithParent));
        using Health health = new();
        SiteOptions? site = SiteSettings.Of(parsed);
        string name = NodeOptions.Name.Of(parsed) ?? NodeOptions.UsualName(parsed, layout);
        using Telemetry? telemetry = site is not null || Telemetry.IsWanted ? new(health, name) : null;
        Board board = new();
        using Hosted hosted = Hosted.Start(site, telemetry is null ? [] : [new PageRoom(board), new HealthRoom(health), telemetry]);
        SetupOptions reading = new()
        {
            // in virtual time rates must be the very bits of whoever drives the run, who left its plan beside the file
            Folder = experiment.Runtime.IsVirtualCluster ? new(Path.GetDirectoryName(Path.GetFullPath(file))!) : null,
            Told = Tell,
            Stop = signals.Token,
        };
        bool isFederated = experiment.Method.Federated is not null;
        using EventRecorder? recorder = events is not null && !isFederated ? new(events) : null;
        using UpdateLog? updates = events is not null && isFederated ? new(events) : null;
        HostOptions options = new()
        {
            Name = name,
            Nodes = [],
            Layout = layout,
            Seeds = NodeOptions.SeedAddresses(parsed, layout),
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
            Traces = telemetry?.Traces,
        };
        return new NodeLives
        {
            Setup = of => of is null ? NodeSetup.Of(experiment, NodeOptions.Nodes.Of(parsed)!, NodeOptions.Nodes.Place(parsed), reading) : NodeSetup.Of(experiment, of, NodeOptions.Replicas.Place(parsed), reading),
            Runtime = experiment.Runtime,
            Options = options,
            Updates = updates?.Recording,
            Health = health,
            Watch = hosted.IsOpen ? (setup, of, lane) => Watch(board, telemetry!, experiment, setup, of, lane) : null,
            Signals = signals,
            WithParent = parsed.GetValue(WithParent),
            Tell = Tell,
        }.Run().GetAwaiter().GetResult();
    }

    /// <summary>A process looks at the cluster as anybody may who has its secret: through lanes, its own first.</summary>
    private static WatchFeed Watch(Board board, Telemetry telemetry, Experiment experiment, NodeSetup setup, HostOptions options, PeerAddress lane)
    {
        ClusterFeed feed = new(board, experiment.Name, $"{experiment.Method.Name}, seen by {options.Name}");
        telemetry.ConsensusDistance = () => feed.ConsensusDistance;
        return new(PageClient.Of($"page of {options.Name}", options.Secret, options.Certificate), [lane], feed, setup.Live?.Graph);
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

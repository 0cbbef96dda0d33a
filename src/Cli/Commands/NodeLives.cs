using System.Runtime.InteropServices;
using Gossip.Experiments.Processes;
using Gossip.Experiments.Settings;
using Gossip.Nodes.Federated.Live;
using Gossip.Nodes.Live;
using Gossip.Nodes.Virtual;
using Gossip.Nodes.Vitals;
using Gossip.Nodes.Wire;

namespace Gossip.Cli.Commands;

/// <summary>
/// The lives of a process of a cluster: one as a rule, and one more each time that another number of processes gives it other nodes. It
/// leaves with the nodes that it had before it comes back with those that it has then, at the same address.
/// </summary>
internal sealed class NodeLives
{
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(10), MovePatience = TimeSpan.FromSeconds(60);

    /// <summary>Makes the experiment ready for the nodes of a layout, or for those that were given where there is none.</summary>
    public required Func<Layout?, NodeSetup> Setup { get; init; }

    /// <summary>What executes the experiment.</summary>
    public required RuntimeSettings Runtime { get; init; }

    /// <summary>All but the nodes.</summary>
    public required HostOptions Options { get; init; }

    /// <summary>Records a federated run, or null.</summary>
    public required FederatedRecording? Updates { get; init; }

    public required Health Health { get; init; }

    /// <summary>Shows a process that has begun on its page; null where there is none.</summary>
    public required Func<NodeSetup, HostOptions, PeerAddress, IAsyncDisposable>? Watch { get; init; }

    public required Signals Signals { get; init; }

    /// <summary>Whether it ends when standard input does.</summary>
    public required bool WithParent { get; init; }

    public required Action<string> Tell { get; init; }

    /// <summary>Lives, and answers with the exit code.</summary>
    public async Task<int> Run()
    {
        Task parent = WithParent ? Task.Run(EndOfInput) : Task.Delay(Timeout.Infinite, Signals.Token);
        HostOptions options = Options;
        for (bool isFirst = true; ; isFirst = false)
        {
            if (options.Layout is { } layout && layout.Replica >= layout.Replicas)
            {
                string line = $"process {layout.Replica} of {layout.Replicas} has no nodes: it stands by";
                Health.StandBy(line);
                Tell(line);
                await Task.WhenAny(parent, Signals.First).ConfigureAwait(false);
                return CodeOf(null);
            }
            NodeSetup setup = Setup(options.Layout);
            if (isFirst)
                foreach (string warning in setup.Warnings) Tell($"note: {warning}");
            Life life = await Begin(setup, options with { Nodes = setup.OwnNodes }).ConfigureAwait(false);
            if (life.Host is ProcessHost host) Health.Watch(host);
            else Health.Trust();
            if (isFirst) Console.Out.WriteLine(new NodeReady(options.Name, Environment.ProcessId, life.Address.ToString(), life.Lane.ToString()).ToJson());
            await Console.Out.FlushAsync().ConfigureAwait(false);
            await using IAsyncDisposable? watching = Watch?.Invoke(setup, options, life.Lane);
            await Task.WhenAny(life.Ended, parent, Signals.First).ConfigureAwait(false);

            HostEnd? end = life.Ended.IsCompletedSuccessfully ? life.Ended.Result : null;
            int code = CodeOf(end);
            if (code is not (ExitCode.Done or ExitCode.Interrupted)) Console.Error.WriteLine($"error: {end!.Line.ReplaceLineEndings(" ")}");
            Health.Wait(end?.Next is null ? "it is leaving" : "it is going over to other nodes");
            await Task.WhenAny(life.Host.DisposeAsync().AsTask(), Task.Delay(end?.Next is null ? EndPatience : MovePatience, CancellationToken.None)).ConfigureAwait(false);
            if (code == ExitCode.Done && end?.Next is { } next && !Signals.Token.IsCancellationRequested)
            {
                options = options with { Layout = next, Known = ((ProcessHost)life.Host).Known, Port = life.Address.Port, LanePort = life.Lane.Port };
                continue;
            }
            if (code is ExitCode.Done or ExitCode.Interrupted) Tell("left");
            return code;
        }
    }

    private async Task<Life> Begin(NodeSetup setup, HostOptions options)
    {
        if (setup.Federated is { } federation)
        {
            FederatedHost one = await FederatedHost.Start(federation, setup.OwnNodes, options, Updates).ConfigureAwait(false);
            return new(one, one.Address, one.Lane, one.Ended);
        }
        if (setup.Virtual is { } all)
        {
            VirtualHost one = await VirtualHost.Start(all, setup.Own, options, new(Runtime.ThreadsEach(all.Nodes), Runtime.NodesEach ?? 0)).ConfigureAwait(false);
            return new(one, one.Address, one.Lane, one.Ended);
        }
        LiveHost host = await LiveHost.Start(setup.Live!, setup.Own, options).ConfigureAwait(false);
        return new(host, host.Address, host.Lane, host.Ended);
    }

    private int CodeOf(HostEnd? end) => end is { Code: not ExitCode.Done } ? end.Code
        : Signals.First is { IsCompletedSuccessfully: true, Result: PosixSignal.SIGINT } ? ExitCode.Interrupted : ExitCode.Done;

    private static void EndOfInput()
    {
        while (Console.In.Read() >= 0) { }
    }

    /// <summary>A host of any kind.</summary>
    private sealed record Life(IAsyncDisposable Host, PeerAddress Address, PeerAddress Lane, Task<HostEnd> Ended);
}

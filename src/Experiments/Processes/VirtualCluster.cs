using Gossip.Core;
using Gossip.Experiments.Running;
using Gossip.Nodes.Virtual;
using Gossip.Nodes.Wire;

namespace Gossip.Experiments.Processes;

/// <summary>Processes of this machine that run an experiment in virtual time, and the runtime that drives them.</summary>
internal sealed class VirtualCluster : IDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(250);
    private readonly Crew _crew;
    private readonly CancellationTokenSource _lost = new();
    private readonly Lock _gate = new();
    private readonly Timer _timer;
    private IClusterRuntime? _runtime;

    private VirtualCluster(Crew crew)
    {
        _crew = crew;
        _timer = new(_ => Look(), null, Timeout.Infinite, Timeout.Infinite);
    }

    /// <summary>What drives them; whoever uses it disposes of it before the processes.</summary>
    public IClusterRuntime Runtime => _runtime!;

    /// <summary>Throws <see cref="InputException"/> where an experiment or its options ask what a cluster in virtual time cannot do.</summary>
    public static void Check(Experiment experiment, int nodes, RunOptions options)
    {
        ClusterRules.CheckVirtual(experiment);
        ClusterRules.Processes(experiment, nodes);
        if (options.Cluster?.Checkpoint is { } folder) throw InputException.At("--checkpoint", $"'{folder}' in virtual time", "none: an interrupted run goes on with gossip run --resume");
        if (options.Cluster?.Restart == true) throw InputException.At("--restart", "restarts in virtual time", "none: there a run ends with the first process that dies");
    }

    /// <summary>Starts the processes from the experiment in a run's folder, and waits until all nodes are there.</summary>
    /// <exception cref="InputException">One of them could not start.</exception>
    /// <exception cref="RunFailedException">One of them was lost, or they did not find each other.</exception>
    public static VirtualCluster Start(Experiment experiment, int nodes, byte[] digest, Func<IReadOnlyList<PeerAddress>, TransportOptions, CancellationToken, IClusterRuntime> connect, RunFolder folder, RunOptions options)
    {
        ClusterLaunch launch = options.Cluster ?? throw new ArgumentException("an experiment on a cluster needs to know how processes are started");
        ClusterSecurity security = ClusterSecurity.OrRandom(experiment, launch.Security);
        int processes = ClusterRules.Processes(experiment, nodes);
        VirtualCluster cluster = new(new(launch, folder[RunFolder.Experiment], null, null, ClusterRunner.Variables(security, launch), ClusterRunner.Shares(nodes, processes)));
        try
        {
            cluster.Begin(connect, digest, security, options.Stop);
            return cluster;
        }
        catch
        {
            cluster.Dispose();
            throw;
        }
    }

    /// <summary>Lets the processes go; nobody lives afterwards.</summary>
    public void Dispose()
    {
        _timer.Dispose();
        Task.Run(async () => await _crew.DisposeAsync().ConfigureAwait(false)).GetAwaiter().GetResult();
        _lost.Dispose();
    }

    private void Begin(Func<IReadOnlyList<PeerAddress>, TransportOptions, CancellationToken, IClusterRuntime> connect, byte[] digest, ClusterSecurity security, CancellationToken stop)
    {
        Task.Run(() => _crew.Start(stop), stop).GetAwaiter().GetResult();
        _timer.Change(LookEvery, LookEvery);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(stop, _lost.Token);
        try
        {
            _runtime = connect([.. _crew.Lanes], new()
            {
                Identity = $"gossip {Environment.ProcessId}",
                Experiment = digest,
                Secret = security.Secret,
                Certificate = security.Certificate,
            }, either.Token);
        }
        catch (OperationCanceledException) when (_lost.IsCancellationRequested)
        {
            throw new RunFailedException(Obituary);
        }
    }

    private string Obituary => $"{_crew.FirstDeath}; a run in virtual time cannot go on without them";

    private void Look()
    {
        if (!_gate.TryEnter()) return;
        try
        {
            // processes that end after the run have not died in it
            if (_runtime is { HasEnded: true } || _lost.IsCancellationRequested) return;
            _crew.Look();
            if (_crew.FirstDeath is null) return;
            _lost.Cancel();
            _runtime?.Abort(Obituary);
        }
        finally
        {
            _gate.Exit();
        }
    }
}

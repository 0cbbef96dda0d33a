using Gossip.Core;
using Gossip.Experiments.Federated;
using Gossip.Experiments.Online;
using Gossip.Experiments.Running;
using Gossip.Nodes.Live;
using Gossip.Nodes.Online;
using Gossip.Topology;

namespace Gossip.Experiments.Processes;

/// <summary>Runs an experiment in real time, on processes of this machine, and leaves what every run leaves.</summary>
internal static class ClusterRunner
{
    public static RunResult Run(Experiment experiment, RunOptions options)
    {
        ClusterLaunch launch = options.Cluster ?? throw new ArgumentException("an experiment on a cluster needs to know how processes are started");
        if (options.Resume) throw InputException.At("--resume", "a run in real time", "a run in virtual time; a cluster goes on from the checkpoints of its nodes (gossip cluster --checkpoint DIR)");
        return (experiment.Method switch
        {
            { Online: not null } => RunLearners(experiment, launch, options),
            { Federated: not null } => RunFederated(experiment, launch, options),
            _ => RunGossip(experiment, launch, options),
        }).GetAwaiter().GetResult();
    }

    private static async Task<RunResult> RunGossip(Experiment experiment, ClusterLaunch launch, RunOptions options)
    {
        Graph graph = Networks.Graphs(experiment)[0].Graph;
        ClusterRules.Check(experiment, graph);
        int processes = ClusterRules.Processes(experiment, graph.Nodes);
        ClusterSecurity security = ClusterSecurity.OrRandom(experiment, launch.Security);

        RunFolder folder = new(options.Folder);
        Setup setup = Setup.Of(experiment, new() { Told = options.Planning, Stop = options.Stop });
        Runner.Prepare(setup, folder, options, isNew: true);
        foreach (string note in ClusterRules.Warnings(experiment)) options.Notice?.Invoke(note);
        Meter meter = new(setup); // finds the optimum, before anybody's clock runs
        byte[] digest = ClusterDigest.Of(setup.Experiment, setup.Swarm.Schedule.Graphs[0], setup.Problem.Mu, setup.Problem.L, setup.Problem.Dimension);
        Outcome outcome = await On(experiment, folder, setup.Swarm.Nodes, processes, security, digest, launch, options,
            (crew, client) => new GossipClusterRun(setup, meter, crew, client, processes, launch, options).Run(folder),
            (_, recordings) => folder.Write(RunFolder.Events, text => EventFile.Merge(text, recordings)),
            run => run.Reason).ConfigureAwait(false);
        return new(Runner.Conclude(setup, outcome, folder), outcome.Points);
    }

    private static async Task<RunResult> RunFederated(Experiment experiment, ClusterLaunch launch, RunOptions options)
    {
        ClusterRules.CheckFederated(experiment);
        FederatedSetup setup = FederatedSetup.Of(experiment);
        int clients = setup.Federation.Clients, processes = ClusterRules.Processes(experiment, clients);
        ClusterSecurity security = ClusterSecurity.OrRandom(experiment, launch.Security);

        RunFolder folder = new(options.Folder);
        Runner.Prepare(experiment, setup.Warnings, folder, options, isNew: true);
        FederatedMeter meter = new(setup); // finds the optimum, before anybody's clock runs
        FederatedClusterRun? run = null;
        FederatedOutcome outcome = await On(experiment, folder, clients, processes, security, setup.Live().Digest, launch, options,
            (crew, client) => (run = new(setup, meter, crew, client, processes, launch, options)).Run(folder),
            (_, recordings) => folder.Write(RunFolder.Events, text => UpdateLog.Merge(text, recordings, run!.End.Term, run.End.Version)),
            run => run.Reason).ConfigureAwait(false);
        using (outcome.State) return new(FederatedRunner.Conclude(setup, outcome, folder), [.. outcome.Points.Select(p => p.AsMetric)]);
    }

    private static async Task<RunResult> RunLearners(Experiment experiment, ClusterLaunch launch, RunOptions options)
    {
        ClusterRules.CheckLearners(experiment);
        RunFolder folder = new(options.Folder);
        using OnlineSetup setup = OnlineSetup.Of(experiment, new() { Told = options.Planning, Stop = options.Stop });
        int nodes = setup.Graph!.Schedule.Nodes, processes = ClusterRules.Processes(experiment, nodes);
        ClusterSecurity security = ClusterSecurity.OrRandom(experiment, launch.Security);

        LearnerRunner.Prepare(setup, folder, options, isNew: true);
        foreach (string note in ClusterRules.Warnings(experiment)) options.Notice?.Invoke(note);
        using LearnerWatch learners = setup.Watch();
        LearnerOutcome outcome = await On(experiment, folder, nodes, processes, security, ClusterDigest.OfLearners(setup), launch, options,
            (crew, client) => new LearnerClusterRun(setup, learners, crew, client, processes, launch, options).Run(folder),
            (_, recordings) => folder.Write(RunFolder.Events, text => EventFile.Merge(text, recordings)),
            run => run.Reason).ConfigureAwait(false);
        return new(LearnerRunner.Conclude(setup, outcome, folder), [.. outcome.Points.Select(p => p.AsMetric)]);
    }

    /// <summary>Starts the processes, lets somebody follow them to the end, and puts together what they have recorded.</summary>
    private static async Task<TOutcome> On<TOutcome>(
        Experiment experiment, RunFolder folder, int nodes, int processes, ClusterSecurity security, ReadOnlyMemory<byte> digest, ClusterLaunch launch, RunOptions options,
        Func<Crew, ClusterClient, Task<TOutcome>> follow, Action<TOutcome, IEnumerable<string>> merge, Func<TOutcome, StopReason> reasonOf)
    {
        string? kept = launch.Checkpoint ?? (experiment.Cluster.Checkpoint is { } path ? experiment.Locate(path) : null);
        string checkpoints = Path.GetFullPath(kept ?? folder[RunFolder.Checkpoints]);
        if (kept is null) Remove(checkpoints);
        Directory.CreateDirectory(checkpoints);
        string? recordings = experiment.Record.Events ? folder[RunFolder.Recordings] : null;
        if (recordings is not null) Renew(recordings);
        Crew crew = new(launch, folder[RunFolder.Experiment], checkpoints, recordings, Variables(security, launch), Shares(nodes, processes));
        TOutcome outcome;
        await using (crew.ConfigureAwait(false))
        {
            await crew.Start(options.Stop).ConfigureAwait(false);
            ClusterClient client = new(new()
            {
                Identity = $"gossip cluster {Environment.ProcessId}",
                Experiment = digest,
                Secret = security.Secret,
                Certificate = security.Certificate,
            });
            await using (client.ConfigureAwait(false))
            {
                client.Refused += launch.Told;
                outcome = await follow(crew, client).ConfigureAwait(false);
            }
        }
        if (recordings is not null)
        {
            merge(outcome, Directory.EnumerateFiles(recordings).Order(StringComparer.Ordinal));
            Directory.Delete(recordings, recursive: true);
        }
        if (kept is null && reasonOf(outcome) is not (StopReason.Interrupted or StopReason.Stopped)) Remove(checkpoints);
        return outcome;
    }

    /// <summary>What children learn through their environment, where nobody else can read it.</summary>
    internal static Dictionary<string, string> Variables(ClusterSecurity security, ClusterLaunch launch)
    {
        Dictionary<string, string> variables = [];
        Put("GOSSIP_SECRET", security.Secret);
        Put("GOSSIP_CERTIFICATE", Full(launch.Security.Certificate));
        Put("GOSSIP_CERTIFICATE_KEY", Full(launch.Security.CertificateKey));
        Put("GOSSIP_CERTIFICATE_PASSWORD", launch.Security.Password);
        Put("GOSSIP_AUTHORITY", Full(launch.Security.Authority));
        return variables;

        void Put(string key, string? value)
        {
            if (value is not null) variables[key] = value;
        }

        static string? Full(string? path) => path is null ? null : Path.GetFullPath(path);
    }

    /// <summary>The nodes in runs of equal length, or one more.</summary>
    internal static IReadOnlyList<int>[] Shares(int nodes, int processes) =>
        [.. Enumerable.Range(0, processes).Select(p => new Layout(p, processes, 0).Share(nodes))];

    private static void Renew(string recordings)
    {
        if (Directory.Exists(recordings)) Directory.Delete(recordings, recursive: true);
        Directory.CreateDirectory(recordings);
    }

    private static void Remove(string checkpoints)
    {
        if (!Directory.Exists(checkpoints)) return;
        foreach (string file in (string[])[.. Directory.EnumerateFiles(checkpoints, "node-*.checkpoint*"), .. Directory.EnumerateFiles(checkpoints, "server-*.checkpoint*")]) File.Delete(file);
        if (!Directory.EnumerateFileSystemEntries(checkpoints).Any()) Directory.Delete(checkpoints);
    }
}

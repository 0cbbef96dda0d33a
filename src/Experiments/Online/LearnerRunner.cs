using Gossip.Experiments.Processes;
using Gossip.Experiments.Running;
using Gossip.Nodes;
using Gossip.Nodes.Online;
using Gossip.Nodes.Virtual;
using Gossip.Sdp;

namespace Gossip.Experiments.Online;

/// <summary>Runs learners on a graph and leaves their numbers, their picture and their report in a folder.</summary>
internal static class LearnerRunner
{
    public static RunResult Run(OnlineSetup setup, RunFolder folder, RunOptions options)
    {
        Experiment experiment = setup.Experiment;
        bool isCluster = experiment.Runtime.IsVirtualCluster;
        if (isCluster) VirtualCluster.Check(experiment, setup.Graph!.Schedule.Nodes, options);
        Checkpoint? checkpoint = options.Resume ? Checkpoint.Load(folder) : null;
        checkpoint?.RequireSame(experiment, setup.Fingerprint, folder);
        List<LearnerPoint> points = checkpoint is null ? [] : checkpoint.Recorded(folder, LearnerMetricsFile.Format.Read);
        Prepare(setup, folder, options, isNew: checkpoint is null);

        using PointFile<LearnerPoint> metrics = LearnerMetricsFile.Format.Begin(folder[RunFolder.Metrics], points);
        VirtualCluster? cluster = null;
        try
        {
            using LearnerSession session = new(setup, runtime: isCluster ? OnProcesses : null);
            StopReason reason = session.Run(metrics, folder, options, checkpoint, points);
            return new(Finish(setup, session, reason, folder), [.. session.Points.Select(p => p.AsMetric)]);
        }
        finally
        {
            cluster?.Dispose();
        }

        IRuntime OnProcesses(Swarm swarm, SwarmState state)
        {
            cluster = VirtualCluster.Start(experiment, swarm.Nodes, ClusterDigest.OfLearners(setup), (lanes, end, stop) => ClusterRuntime.Connect(swarm, state, lanes, end, stop: stop), folder, options);
            return cluster.Runtime;
        }
    }

    /// <summary>Makes the folder and writes what is known before the run.</summary>
    internal static void Prepare(OnlineSetup setup, RunFolder folder, RunOptions options, bool isNew)
    {
        Runner.Prepare(setup.Experiment, setup.Warnings, folder, options, isNew);
        foreach (Plan plan in setup.Graph!.Plans) PlanFile.Write(folder[RunFolder.PlanOf(0, 1)], plan);
    }

    /// <summary>Writes picture, report and summary.</summary>
    internal static Summary Conclude(OnlineSetup setup, LearnerOutcome run, RunFolder folder)
    {
        Summary summary = LearnerSummaries.Of(setup, run, folder.Path);
        Runner.Leave(folder, summary, LearnerSummaries.Report(setup, run, summary), LearnerPlot.Svg(run.Points, summary.Name));
        return summary;
    }

    private static Summary Finish(OnlineSetup setup, LearnerSession session, StopReason reason, RunFolder folder)
    {
        LearnerNetwork network = session.Network;
        folder.Write(RunFolder.State, text => LearnerSummaries.WriteState(text, setup, network, [.. Enumerable.Range(0, network.Nodes)], network.Time));
        if (setup.Experiment.Record.Events && network is PoissonNetwork clocks) folder.Write(RunFolder.Events, text => EventFile.Write(text, clocks.Swarm, clocks.Time));
        Summary summary = Conclude(setup, session.Outcome(reason), folder);
        if (reason != StopReason.Interrupted) folder.ForgetCheckpoints();
        return summary;
    }
}

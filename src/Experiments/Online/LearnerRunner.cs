using Gossip.Experiments.Running;
using Gossip.Nodes.Online;
using Gossip.Sdp;

namespace Gossip.Experiments.Online;

/// <summary>Runs learners on a graph and leaves their numbers, their picture and their report in a folder.</summary>
internal static class LearnerRunner
{
    public static RunResult Run(OnlineSetup setup, RunFolder folder, RunOptions options)
    {
        Checkpoint? checkpoint = options.Resume ? Checkpoint.Load(folder) : null;
        checkpoint?.RequireSame(setup.Experiment, setup.Fingerprint, folder);
        List<LearnerPoint> points = checkpoint is null ? [] : checkpoint.Recorded(folder, LearnerMetricsFile.Format.Read);
        Runner.Prepare(setup.Experiment, setup.Warnings, folder, options, isNew: checkpoint is null);
        foreach (Plan plan in setup.Graph!.Plans) PlanFile.Write(folder[RunFolder.PlanOf(0, 1)], plan);

        using PointFile<LearnerPoint> metrics = LearnerMetricsFile.Format.Begin(folder[RunFolder.Metrics], points);
        using LearnerSession session = new(setup);
        StopReason reason = session.Run(metrics, folder, options, checkpoint, points);
        return new(Finish(setup, session, reason, folder), [.. session.Points.Select(p => p.AsMetric)]);
    }

    private static Summary Finish(OnlineSetup setup, LearnerSession session, StopReason reason, RunFolder folder)
    {
        folder.Write(RunFolder.State, text => LearnerSummaries.WriteState(text, setup, session.Network));
        if (setup.Experiment.Record.Events && session.Network is PoissonNetwork clocks) folder.Write(RunFolder.Events, text => EventFile.Write(text, clocks.Swarm, clocks.Time));
        Summary summary = LearnerSummaries.Of(setup, session, reason, folder.Path);
        Runner.Leave(folder, summary, LearnerSummaries.Report(setup, session, summary), LearnerPlot.Svg(session.Points, summary.Name));
        if (reason != StopReason.Interrupted) folder.ForgetCheckpoints();
        return summary;
    }
}

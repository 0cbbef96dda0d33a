using Gossip.Core;
using Gossip.Experiments.Exports;
using Gossip.Experiments.Federated;
using Gossip.Experiments.Online;
using Gossip.Experiments.Processes;
using Gossip.Experiments.Report;
using Gossip.Experiments.Settings;
using Gossip.Sdp;

namespace Gossip.Experiments.Running;

/// <summary>Runs an experiment in virtual time and leaves its numbers, its picture and its report in a folder.</summary>
public static class Runner
{
    /// <summary>
    /// Runs to the end, or until stopped. Throws <see cref="InputException"/> for the user's mistakes, before anything is
    /// written.
    /// </summary>
    public static RunResult Run(Experiment experiment, RunOptions options)
    {
        RunExports.Check(experiment);
        RunResult result = RunOf(experiment, options);
        RunExports.Write(experiment.Record, new(options.Folder));
        return result;
    }

    private static RunResult RunOf(Experiment experiment, RunOptions options) =>
        experiment.Runtime.IsReal ? ClusterRunner.Run(experiment, options)
        : experiment.Method.Online is not null ? OnlineRunner.Run(experiment, options)
        : experiment.Method.Federated is not null ? FederatedRunner.Run(experiment, options)
        : RunInVirtualTime(experiment, options);

    private static RunResult RunInVirtualTime(Experiment experiment, RunOptions options)
    {
        RefuseMeasuredCosts(experiment);
        RunFolder folder = new(options.Folder);
        Setup setup = Setup.Of(experiment, new() { Folder = options.Resume ? folder : null, Told = options.Planning, Stop = options.Stop });
        Checkpoint? checkpoint = options.Resume ? Checkpoint.Load(folder) : null;
        checkpoint?.RequireSame(experiment, setup.Fingerprint, folder);
        List<MetricPoint> points = checkpoint is null ? [] : checkpoint.Recorded(folder, MetricsFile.Format.Read);
        if (experiment.Runtime.IsVirtualCluster) VirtualCluster.Check(experiment, setup.Schedule.Nodes, options);
        Prepare(setup, folder, options, isNew: checkpoint is null);

        using PointFile<MetricPoint> metrics = MetricsFile.Format.Begin(folder[RunFolder.Metrics], points);
        using VirtualCluster? cluster = experiment.Runtime.IsVirtualCluster ? VirtualCluster.Start(experiment, setup.Schedule.Nodes, setup.DigestOfVirtualCluster(), setup.Connect, folder, options) : null;
        using Session session = new(setup, runtime: cluster?.Runtime);
        StopReason reason = session.Run(metrics, folder, options, checkpoint, points);
        return new(Finish(setup, session, reason, folder), session.Points);
    }

    /// <summary>Refuses costs that only a cluster in real time can measure.</summary>
    internal static void RefuseMeasuredCosts(Experiment experiment)
    {
        if (experiment.Rates.Plan is { MeasuresCosts: true })
            throw InputException.At(experiment.Place("rates", "costs"), $"'{PlanSettings.Measured}'", "a file, or a cluster in real time, where exchanges take time");
    }

    /// <summary>Makes the folder and writes what is known before the run.</summary>
    internal static void Prepare(Setup setup, RunFolder folder, RunOptions options, bool isNew)
    {
        Prepare(setup.Experiment, setup.Warnings, folder, options, isNew);
        for (int k = 0; k < setup.Plans.Count; k++) PlanFile.Write(folder[RunFolder.PlanOf(k, setup.Plans.Count)], setup.Plans[k]);
    }

    /// <summary>Makes the folder of any run, writes the experiment, and tells what should be known before the numbers are.</summary>
    internal static void Prepare(Experiment experiment, IReadOnlyList<string> warnings, RunFolder folder, RunOptions options, bool isNew)
    {
        folder.Open();
        if (isNew)
        {
            if (File.Exists(folder[RunFolder.Checkpoint])) options.Notice?.Invoke($"an unfinished run in {options.Folder} is replaced");
            folder.Clear();
        }
        string resolved = experiment.ResolvedFor(folder.Path);
        folder.Write(RunFolder.Experiment, text => text.Write(resolved));
        foreach (string note in warnings) options.Notice?.Invoke(note);
    }

    /// <summary>Writes picture, report and summary.</summary>
    internal static Summary Conclude(Setup setup, Outcome run, RunFolder folder)
    {
        Summary summary = Summaries.Of(setup, run, folder.Path);
        Leave(folder, summary, Summaries.Report(setup, run, summary), ConvergencePlot.Svg(run.Points, summary.Name, summary.ExpectedRate));
        return summary;
    }

    /// <summary>The three files that every run leaves at its end.</summary>
    internal static void Leave(RunFolder folder, Summary summary, RunReport report, string picture)
    {
        folder.Write(RunFolder.Plot, text => text.Write(picture));
        ReportPage.Write(folder[RunFolder.Report], report);
        folder.Write(RunFolder.Summary, text => text.WriteLine(summary.ToJson()));
    }

    private static Summary Finish(Setup setup, Session session, StopReason reason, RunFolder folder)
    {
        if (setup.Experiment.Record.State) folder.Write(RunFolder.State, text => StateFile.Write(text, session.Runtime.State));
        if (setup.Experiment.Record.Events) folder.Write(RunFolder.Events, text => EventFile.Write(text, setup.Swarm, session.Runtime.Time));
        Outcome outcome = session.Outcome(reason);
        folder.WriteModel(setup.Problem.Objectives[0], session.Runtime.State.Mean());
        Summary summary = Conclude(setup, outcome, folder);
        if (reason != StopReason.Interrupted) folder.ForgetCheckpoints();
        return summary;
    }
}

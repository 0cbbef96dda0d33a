using Gossip.Experiments.Processes;
using Gossip.Experiments.Report;
using Gossip.Experiments.Running;
using Gossip.Nodes.Live;
using Gossip.Nodes.Online;

namespace Gossip.Experiments.Online;

/// <summary>
/// Follows learners on a cluster. Regret is measured here, from outside: processes say what their nodes have paid by the losses of
/// the whole network, and what the comparators pay is known without them.
/// </summary>
internal sealed class LearnerClusterRun(OnlineSetup setup, LearnerWatch learners, Crew crew, ClusterClient client, int processes, ClusterLaunch launch, RunOptions options)
    : ClusterRun<LearnerPoint>(setup.Experiment, setup.Every, crew, client, launch, options)
{
    private readonly Census _census = new(setup.Graph!.Schedule.Nodes);
    private Reading? _reading;
    private LearnerPoint _last;

    protected override int Nodes => setup.Graph!.Schedule.Nodes;

    protected override string Called => "node";

    protected override bool KnowsOptimum => false;

    private double RoundsPerSecond => Seconds > 0 ? learners.RoundsOfAll / Seconds : 0;

    public async Task<LearnerOutcome> Run(RunFolder folder)
    {
        using PointFile<LearnerPoint> metrics = LearnerMetricsFile.Format.Begin(folder[RunFolder.Metrics], []);
        return await Follow(folder, metrics, _last = LearnerPoint.Of(learners, 0, 0, 0, 0), (reason, watch) => Finish(reason, watch, folder)).ConfigureAwait(false);
    }

    protected override MetricPoint AsMetric(LearnerPoint point) => point.AsMetric;

    protected override (LearnerPoint Point, Reading Reading)? Measure(IReadOnlyList<ProcessReport> reports)
    {
        if (_census.Of(reports) is not { } count) return null;
        learners.Take(count.Nodes);
        _last = LearnerPoint.Of(learners, Tally.Time, learners.RoundsOfAll, Tally.Communications, Tally.BytesSent);
        _reading = new(_last.AsMetric, count.State, count.Members, count.Epoch, count.IsWhole);
        return (_last, _reading);
    }

    protected override StopReason? Judge(LearnerPoint point, Reading reading) =>
        !learners.IsFinite ? StopReason.Diverged
        : Lasts(reading.IsWhole && learners.FewestRounds >= setup.Rounds, reading) ? StopReason.Rounds : null;

    protected override Progress ProgressOf(Reading reading) => new(reading.Point.Time, _last.Loss, RoundsPerSecond, null, reading.State) { IsOnline = true, IsLoss = true };

    private async Task<LearnerOutcome> Finish(StopReason reason, Watch watch, RunFolder folder)
    {
        (double seconds, double speed, int alive) = (Seconds, RoundsPerSecond, Crew.Alive);
        IReadOnlyList<ProcessReport> reports = await watch.Rows().ConfigureAwait(false);
        Tally.Take(reports);
        if (Measure(reports) is { } final && final.Point.Time > Points[^1].Time) Add(final.Point);
        IReadOnlyList<int> members = _reading?.Members ?? [];
        folder.Write(RunFolder.State, text => LearnerSummaries.WriteState(text, setup, learners, _reading is null ? [] : members, _last.Time));
        return new()
        {
            Runtime = "cluster",
            Reason = reason,
            Last = _last,
            Points = Points,
            Seconds = seconds,
            RoundsPerSecond = speed,
            RoundsEach = learners.FewestRounds,
            Digest = learners.Digest(),
            BytesSent = Tally.BytesSent,
            Why = Why,
            Missing = Missing(_reading),
            Cluster = Facts(processes, alive, _reading),
            Warnings =
            [
                .. Warnings(_reading, "no two such runs are equal", "; rounds since a node's last checkpoint were played again and count once",
                    "regret, loss and distance are those of the others, still by the losses of all nodes and since the start"),
            ],
        };
    }
}

using Gossip.Experiments.Report;
using Gossip.Experiments.Running;
using Gossip.Nodes;
using Gossip.Nodes.Live;
using Gossip.Topology;

namespace Gossip.Experiments.Processes;

/// <summary>Follows a gossip run on a cluster.</summary>
internal sealed class GossipClusterRun(Setup setup, Meter meter, Crew crew, ClusterClient client, int processes, ClusterLaunch launch, RunOptions options)
    : ClusterRun<MetricPoint>(setup.Experiment, crew, client, launch, options)
{
    private Reading? _reading;
    private bool _hasOtherRates;

    protected override int Nodes => setup.Swarm.Nodes;

    protected override string Called => "node";

    protected override bool KnowsOptimum => setup.KnowsOptimum;

    protected override IReadOnlyList<double>? NodeErrors => KnowsOptimum ? [.. meter.NodeErrors] : null;

    protected override Graph Graph => setup.Schedule.Graphs[0].Graph;

    private double EventsPerSecond => Seconds > 0 ? (Tally.Gradients + Tally.Communications) / Seconds : 0;

    public async Task<Outcome> Run(RunFolder folder)
    {
        using PointFile<MetricPoint> metrics = MetricsFile.Format.Begin(folder[RunFolder.Metrics], []);
        return await Follow(folder, metrics, meter.Start, (reason, watch) => Finish(reason, watch, folder)).ConfigureAwait(false);
    }

    protected override MetricPoint AsMetric(MetricPoint point) => point;

    protected override (MetricPoint Point, Reading Reading)? Measure(IReadOnlyList<ProcessReport> reports)
    {
        if (meter.Measure(reports, Tally) is not { } reading) return null;
        // the bound is that of the experiment's own rates
        _hasOtherRates |= reports.Any(r => r.Rates.Length > 0);
        _reading = reading = reading with { Point = reading.Point with { Bytes = Tally.BytesSent, Bound = _hasOtherRates ? double.NaN : reading.Point.Bound } };
        return (reading.Point, reading);
    }

    protected override Progress ProgressOf(Reading reading) => new(reading.Point.Time, KnowsOptimum ? reading.Point.Error : reading.Point.Score.Loss, EventsPerSecond, null, reading.State) { IsLoss = !KnowsOptimum };

    private async Task<Outcome> Finish(StopReason reason, Watch watch, RunFolder folder)
    {
        double seconds = Seconds, speed = EventsPerSecond;
        int alive = Crew.Alive;
        (SwarmState State, int[] Nodes)? rows = FinalRows.Of(setup, await watch.Rows().ConfigureAwait(false));
        string digest = rows?.State.Digest() ?? "";
        if (rows is { } final)
        {
            if (setup.Experiment.Record.State) folder.Write(RunFolder.State, text => StateFile.Write(text, final.State, final.Nodes));
            folder.WriteModel(setup.Problem.Objectives[0], final.State.Mean());
            final.State.Dispose();
        }
        return new()
        {
            Runtime = "cluster",
            Reason = reason,
            Last = reason is StopReason.Interrupted or StopReason.Stopped or StopReason.LostQuorum ? _reading?.Point ?? Points[^1] : Points[^1],
            Points = Points,
            Seconds = seconds,
            EventsPerSecond = speed,
            Digest = digest,
            NodeErrors = meter.NodeErrors,
            BytesSent = Tally.BytesSent,
            Why = Why,
            Missing = Missing(_reading),
            Cluster = Facts(processes, alive, _reading),
            Warnings =
            [
                .. Warnings(_reading, "the bound is proven for exchanges without delay, and no two such runs are equal",
                    "; the proven bound is drawn while all nodes took part", "of the others, to the optimum of their own objectives"),
                .. _hasOtherRates ? ["rates were changed while it ran; the proven bound is drawn until then"] : (string[])[],
            ],
        };
    }
}

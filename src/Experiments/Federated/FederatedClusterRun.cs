using Gossip.Experiments.Processes;
using Gossip.Experiments.Report;
using Gossip.Experiments.Running;
using Gossip.Nodes.Federated;
using Gossip.Nodes.Live;

namespace Gossip.Experiments.Federated;

/// <summary>Follows a federated run on a cluster.</summary>
internal sealed class FederatedClusterRun(FederatedSetup setup, FederatedMeter meter, Crew crew, ClusterClient client, int processes, ClusterLaunch launch, RunOptions options)
    : ClusterRun<FederatedPoint>(setup.Experiment, setup.Experiment.Record.Every, crew, client, launch, options)
{
    private FederatedPoint _last;
    private long _before = -1;
    private Reading? _reading;

    /// <summary>The term and the version of the server's book that the run ended with; 0 where nobody could say.</summary>
    public (ulong Term, long Version) End { get; private set; }

    protected override int Nodes => setup.Federation.Clients;

    protected override string Called => "client";

    protected override bool KnowsOptimum => setup.KnowsOptimum;

    private double UpdatesPerSecond => Seconds > 0 ? (_last.Updates - _before) / Seconds : 0;

    public async Task<FederatedOutcome> Run(RunFolder folder)
    {
        using PointFile<FederatedPoint> metrics = FederatedMetricsFile.Format.Begin(folder[RunFolder.Metrics], []);
        return await Follow(folder, metrics, _last = meter.Start, Finish).ConfigureAwait(false);
    }

    protected override MetricPoint AsMetric(FederatedPoint point) => point.AsMetric;

    protected override (FederatedPoint Point, Reading Reading)? Measure(IReadOnlyList<ProcessReport> reports)
    {
        if (meter.Measure(reports) is not { } measured) return null;
        (_last, _reading) = measured;
        if (_before < 0) _before = _last.Updates;
        return measured;
    }

    protected override Progress ProgressOf(Reading reading) => new(reading.Point.Time, KnowsOptimum ? reading.Point.Error : reading.Point.Score.Loss, UpdatesPerSecond, null, reading.State)
    {
        IsFederated = true,
        IsLoss = !KnowsOptimum,
    };

    /// <summary>The state of the server at the end is the last measurement, so that all that is left speaks of the same moment.</summary>
    private async Task<FederatedOutcome> Finish(StopReason reason, Watch watch)
    {
        (double seconds, double speed, int alive) = (Seconds, UpdatesPerSecond, Crew.Alive);
        FederationState state = FederationState.Start(setup.Federation, setup.Point);
        IReadOnlyList<ProcessReport> reports = await watch.Rows().ConfigureAwait(false);
        if (meter.Holder(reports) is { } holder && Measure(reports) is { } final)
        {
            state.Take(holder.Nodes.First(n => n.Node == Nodes).Rows, holder.Time);
            End = (holder.Server!.Term, holder.Server.Version);
            if (final.Point.Time > Points[^1].Time) Add(final.Point);
        }
        return new()
        {
            Runtime = "cluster",
            Reason = reason,
            Last = _last,
            Points = Points,
            State = state,
            Seconds = seconds,
            UpdatesPerSecond = speed,
            BytesSent = Tally.BytesSent,
            Why = Why,
            Missing = Missing(_reading),
            Cluster = Facts(processes, alive, _reading),
            Warnings = [.. Warnings(_reading, "no two such runs are equal", "", KnowsOptimum ? "the error is that to the optimum of the others" : "the loss is that of the others' models")],
        };
    }
}

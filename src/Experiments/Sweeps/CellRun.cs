using Gossip.Core;
using Gossip.Experiments.Federated;
using Gossip.Experiments.Online;
using Gossip.Experiments.Report;
using Gossip.Experiments.Running;

namespace Gossip.Experiments.Sweeps;

/// <summary>Runs one cell on the thread that asks for it, without a folder of its own: the same numbers as <see cref="Runner"/>.</summary>
internal static class CellRun
{
    /// <summary>What the cell came to. Throws <see cref="InputException"/> where it cannot run, and <see cref="OperationCanceledException"/> where it was stopped.</summary>
    public static CellResult Of(Sweep sweep, SweepCell cell, SharedProblems shared, CancellationToken stop)
    {
        Experiment experiment = sweep.Experiment(cell);
        SetupOptions options = new() { Problems = shared, Predicts = false, Stop = stop };
        return experiment.Method.Online is not null ? Online(sweep, experiment, options)
            : experiment.Method.Federated is not null ? Federated(sweep, experiment, options)
            : Gossip(sweep, experiment, options);
    }

    private static CellResult Gossip(Sweep sweep, Experiment experiment, SetupOptions options)
    {
        Runner.RefuseMeasuredCosts(experiment);
        Setup setup = Setup.Of(experiment, options);
        using Session session = new(setup);
        StopReason reason = Finished(session.Run(options.Stop));
        return Of(sweep, experiment, Summaries.Of(setup, session.Outcome(reason), ""), session.Points);
    }

    private static CellResult Federated(Sweep sweep, Experiment experiment, SetupOptions options)
    {
        FederatedSetup setup = FederatedSetup.Of(experiment, shared: options.Problems);
        using FederatedSession session = new(setup);
        StopReason reason = Finished(session.Run(options.Stop));
        return Of(sweep, experiment, FederatedSummaries.Of(setup, session.Outcome(reason), ""), [.. session.Points.Select(p => p.AsMetric)]);
    }

    private static CellResult Online(Sweep sweep, Experiment experiment, SetupOptions options)
    {
        using OnlineSetup setup = OnlineSetup.Of(experiment, options);
        if (setup.Graph is null)
        {
            using OnlineSession session = new(setup, null);
            StopReason reason = Finished(session.Run(options.Stop));
            return Of(sweep, experiment, OnlineSummaries.Of(setup, session, reason, ""), [.. session.Points.Select(p => (p.Regret, p.Loss, new CurvePoint(p.Round, p.Round, 0, double.NaN, 0, double.NaN)))]);
        }
        using LearnerSession learners = new(setup);
        StopReason ended = Finished(learners.Run(options.Stop));
        return Of(sweep, experiment, LearnerSummaries.Of(setup, learners.Outcome(ended), ""), [.. learners.Points.Select(p => (p.Regret, p.Loss, new CurvePoint(p.Time, p.Rounds, p.Communications, double.NaN, p.Bytes, double.NaN)))]);
    }

    private static StopReason Finished(StopReason reason) => reason == StopReason.Interrupted ? throw new OperationCanceledException() : reason;

    private static CellResult Of(Sweep sweep, Experiment experiment, Summary summary, IReadOnlyList<MetricPoint> points)
    {
        Measure measure = sweep.Measure ?? (points.Any(p => double.IsFinite(p.Error)) ? Measure.Error : Measure.Loss);
        return Of(sweep, experiment, summary, measure, [.. points.Select(p => CurvePoint.Of(p, measure))]);
    }

    private static CellResult Of(Sweep sweep, Experiment experiment, Summary summary, IReadOnlyList<(double Regret, double Loss, CurvePoint Point)> points)
    {
        Measure measure = sweep.Measure ?? (points.Any(p => double.IsFinite(p.Regret)) ? Measure.Regret : Measure.Loss);
        return Of(sweep, experiment, summary, measure, [.. points.Select(p => p.Point with { Value = measure == Measure.Regret ? p.Regret : measure == Measure.Loss ? p.Loss : double.NaN })]);
    }

    private static CellResult Of(Sweep sweep, Experiment experiment, Summary summary, Measure measure, IReadOnlyList<CurvePoint> points) =>
        points.Any(p => double.IsFinite(p.Value))
            ? CellResult.Of(summary, measure, sweep.Target ?? (measure == Measure.Error ? experiment.Stop.Error : null), points)
            : throw InputException.At("measure", $"'{measure.Name}', which this run does not have", $"another of {string.Join(", ", Measure.All.Select(m => m.Name))}");
}

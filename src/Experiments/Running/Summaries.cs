using Gossip.Experiments.Report;
using Gossip.Experiments.Settings;

namespace Gossip.Experiments.Running;

/// <summary>From a session to its summary, and from a summary to the report's facts.</summary>
internal static class Summaries
{
    /// <summary>Sums a session up as of its last measurement.</summary>
    public static Summary Of(Setup setup, Session session, MetricPoint last, StopReason reason, string folder) => new()
    {
        Name = setup.Experiment.Name,
        Method = setup.Swarm.Method.Name,
        Runtime = session.Runtime.Name,
        Nodes = setup.Swarm.Nodes,
        Edges = setup.Swarm.Schedule.Union.Edges.Length,
        Dimension = setup.Problem.Dimension,
        Seed = setup.Experiment.Seed,
        StopReason = reason,
        Outcome = Outcome(reason, last, setup),
        Time = last.Time,
        Gradients = last.Gradients,
        Communications = last.Communications,
        BytesSent = last.Communications * 2 * sizeof(double) * setup.Problem.Dimension,
        Error = last.Error,
        MeanSquaredDistance = last.MeanSquaredDistance,
        Suboptimality = last.Suboptimality,
        ConsensusDistance = last.ConsensusDistance,
        PredictedRate = double.IsNaN(setup.Theory.Rate) ? null : setup.Theory.Rate,
        MeasuredRate = Slope.Of(session.Points),
        EventsPerSecond = session.EventsPerSecond,
        Digest = session.Runtime.State.Digest(),
        Events = last.Gradients + last.Communications,
        Seconds = session.Seconds,
        Threads = setup.Experiment.Runtime.Kind == RuntimeSettings.Sequential ? 1 : setup.Experiment.Runtime.Threads ?? Environment.ProcessorCount,
        Mu = setup.Problem.Mu,
        L = setup.Problem.L,
        Chi1 = setup.Swarm.Schedule.Chi1,
        Chi2 = setup.Swarm.Schedule.Chi2,
        TotalRate = setup.Swarm.Schedule.Graphs.Max(g => g.TotalRate),
        OptimumResidual = setup.Problem.Optimum.Residual,
        Version = typeof(Summary).Assembly.GetName().Version!.ToString(3),
        Folder = folder,
    };

    /// <summary>The facts as people read them.</summary>
    public static RunReport Report(Setup setup, Session session, Summary summary)
    {
        List<Fact> facts =
        [
            new("error", Display.Number(summary.Error), "mean squared distance to the optimum, over its value at the start"),
            new("F(x̄) − F(x*)", Display.Number(summary.Suboptimality)),
            new("consensus distance", Display.Number(summary.ConsensusDistance), "(1/n) Σ|xᵢ − x̄|²"),
            new("time", Display.Number(summary.Time), "1 is one expected gradient per node"),
            new("gradients", Display.Count(summary.Gradients)),
            new("communications", Display.Count(summary.Communications), "one vector each way"),
            new("bytes sent", Display.Count(summary.BytesSent)),
            new("proven rate", summary.PredictedRate is { } proven ? Display.Number(proven) : "none", "of −d ln(error)/dt"),
            new("measured rate", summary.MeasuredRate is { } measured ? Display.Number(measured) : "too short to say"),
            new("μ, L", $"{Display.Number(summary.Mu)}, {Display.Number(summary.L)}", "strong convexity and smoothness of the nodes' objectives"),
            new("χ₁, χ₂", $"{Display.Number(summary.Chi1)}, {Display.Number(summary.Chi2)}", "of the edge rates"),
            new("total rate", Display.Number(summary.TotalRate), "expected exchanges per unit of time"),
            .. setup.Plans.Select(plan => new Fact("rates", $"optimal within {Display.Number(plan.Gap)}",
                $"T = {Display.Number(plan.T)}, uniform {Display.Number(plan.UniformT)}: a factor of {Display.Number(plan.UniformT / plan.T)} in communications")),
            new("nodes, edges, dimension", $"{Display.Count(summary.Nodes)}, {Display.Count(summary.Edges)}, {Display.Count(summary.Dimension)}"),
            new("optimum's residual", Display.Number(summary.OptimumResidual), "|∇F(x*)|"),
            new("speed", $"{Display.Count((long)summary.EventsPerSecond)} events/s", $"{summary.Runtime}, {summary.Threads} thread{(summary.Threads == 1 ? "" : "s")}"),
            new("seed", $"{summary.Seed}"),
            new("digest", summary.Digest),
        ];
        return new()
        {
            Title = summary.Name,
            Subtitle = $"{setup.Experiment.Problem.Loss ?? "data"} on {summary.Nodes} nodes, {string.Join(", ", setup.Swarm.Schedule.Graphs.Select(g => g.Graph.Name).Distinct().Take(4))}, by {summary.Method}",
            Outcome = summary.Outcome,
            Failed = summary.StopReason == StopReason.Diverged,
            Facts = facts,
            Points = session.Points,
            Graph = setup.Swarm.Schedule.Graphs[0],
            NodeErrors = session.Recorder.NodeDistances(session.Runtime.State),
            ExperimentYaml = setup.Experiment.ResolvedFor(summary.Folder),
            Warnings = setup.Warnings,
        };
    }

    private static string Outcome(StopReason reason, MetricPoint last, Setup setup) => reason switch
    {
        StopReason.Error => $"reached error {Plain.Number(last.Error)} at time {Plain.Number(last.Time)}",
        StopReason.Time => $"stopped at time {Plain.Number(last.Time)} with error {Plain.Number(last.Error)}",
        StopReason.Clocks => $"replayed all recorded events, to error {Plain.Number(last.Error)}",
        StopReason.Interrupted => $"interrupted at time {Plain.Number(last.Time)} with error {Plain.Number(last.Error)}; the state is saved",
        _ => (double.IsFinite(last.Error) ? $"diverged: the error is {Plain.Number(last.Error)} times that of the start (the guard trips above 1e6)" : "diverged: the error is no longer a finite number")
            + $" at time {Plain.Number(last.Time)}",
    };
}

using Gossip.Experiments.Report;
using Gossip.Experiments.Settings;

namespace Gossip.Experiments.Running;

/// <summary>From a session to its summary, and from a summary to the report's facts.</summary>
internal static class Summaries
{
    /// <summary>Sums a run up as of its last measurement.</summary>
    public static Summary Of(Setup setup, Outcome run, string folder) => new()
    {
        Name = setup.Experiment.Name,
        Method = setup.Experiment.Method.Name,
        Runtime = run.Runtime,
        Nodes = setup.Schedule.Nodes,
        Edges = setup.Schedule.Union.Edges.Length,
        Dimension = setup.Problem.Dimension,
        Seed = setup.Experiment.Seed,
        StopReason = run.Reason,
        Outcome = Told(run),
        Time = run.Last.Time,
        WallTime = double.IsNaN(run.Last.WallTime) ? null : run.Last.WallTime,
        Gradients = run.Last.Gradients,
        Communications = run.Last.Communications,
        BytesSent = run.BytesSent ?? run.Last.Communications * 2 * sizeof(double) * setup.Problem.Dimension,
        Error = run.Last.Error,
        MeanSquaredDistance = run.Last.MeanSquaredDistance,
        Suboptimality = run.Last.Suboptimality,
        ConsensusDistance = run.Last.ConsensusDistance,
        PredictedRate = double.IsNaN(setup.Theory.Rate) ? null : setup.Theory.Rate,
        MeasuredRate = Slope.Of(run.Points),
        EventsPerSecond = run.EventsPerSecond,
        Digest = run.Digest,
        Events = run.Last.Gradients + run.Last.Communications,
        Seconds = run.Seconds,
        Threads = run.Cluster?.Processes ?? Threads(setup.Experiment.Runtime, setup.Schedule.Nodes),
        Mu = setup.Problem.Mu,
        L = setup.Problem.L,
        Chi1 = setup.Schedule.Chi1,
        Chi2 = setup.Schedule.Chi2,
        TotalRate = setup.Schedule.Graphs.Max(g => g.TotalRate),
        OptimumResidual = setup.KnowsOptimum ? setup.Problem.Optimum.Residual : double.NaN,
        Loss = Known(run.Last.Score.Loss),
        Accuracy = Known(run.Last.Score.Accuracy),
        TestLoss = Known(run.Last.Score.TestLoss),
        TestAccuracy = Known(run.Last.Score.TestAccuracy),
        Version = typeof(Summary).Assembly.GetName().Version!.ToString(3),
        Folder = folder,
        NodeErrors = run.NodeErrors,
        Cluster = run.Cluster,
    };

    /// <summary>The facts as people read them.</summary>
    public static RunReport Report(Setup setup, Outcome run, Summary summary)
    {
        List<Fact> facts =
        [
            .. OfModel(summary, "of the mean x̄ of the nodes' models"),
            new("error", Display.Number(summary.Error), "mean squared distance to the optimum, over its value at the start"),
            new("F(x̄) − F(x*)", Display.Number(summary.Suboptimality)),
            new("consensus distance", Display.Number(summary.ConsensusDistance), "(1/n) Σ|xᵢ − x̄|²"),
            new("time", Display.Number(summary.Time), setup.Rounds is not null ? "rounds" : setup.Swarm.Method.TakesGradients ? "1 is one expected gradient per node" : "the unit of the edges' rates"),
            .. setup.Experiment.Machines.IsGiven && summary.WallTime is { } wall ? [new("wall time", Display.Number(wall), "simulated; 1 is a gradient on a node of speed 1")] : (Fact[])[],
            new("gradients", Display.Count(summary.Gradients), Baselines.Dual.Contains(summary.Method) ? "each an exact solve of the node's dual problem" : ""),
            new("communications", Display.Count(summary.Communications), setup.Rounds is null ? "one vector each way" : "one per edge and gossip step"),
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
            new("speed", $"{Display.Count((long)summary.EventsPerSecond)} events/s", $"{summary.Runtime}, {summary.Threads} {(run.Cluster is null ? "thread" : "process")}{(summary.Threads == 1 ? "" : run.Cluster is null ? "s" : "es")}"),
            .. OfCluster(summary.Cluster),
            new("seed", $"{summary.Seed}"),
            new("digest", summary.Digest),
        ];
        return new()
        {
            Title = summary.Name,
            Subtitle = $"{setup.Experiment.Problem.Loss ?? "data"} on {summary.Nodes} nodes, {string.Join(", ", setup.Schedule.Graphs.Select(g => g.Graph.Name).Distinct().Take(4))}, by {summary.Method}",
            Outcome = summary.Outcome,
            Failed = summary.StopReason is StopReason.Diverged or StopReason.LostQuorum,
            Facts = facts,
            Points = run.Points,
            Graph = setup.Schedule.Graphs[0],
            NodeErrors = run.NodeErrors,
            ExperimentYaml = setup.Experiment.ResolvedFor(summary.Folder),
            Warnings = [.. setup.Warnings, .. run.Warnings],
        };
    }

    /// <summary>Loss and accuracy, where they were measured.</summary>
    internal static IEnumerable<Fact> OfModel(Summary summary, string whose)
    {
        if (summary.Loss is { } loss) yield return new("loss", Display.Number(loss), $"F {whose}");
        if (summary.Accuracy is { } accuracy) yield return new("accuracy", Display.Number(accuracy), "on the nodes' own rows, weighted by their importance");
        if (summary.TestLoss is { } testLoss) yield return new("test loss", Display.Number(testLoss), "on rows that no node learns from");
        if (summary.TestAccuracy is { } testAccuracy) yield return new("test accuracy", Display.Number(testAccuracy));
    }

    /// <summary>A number, or null where there is none.</summary>
    internal static double? Known(double value) => double.IsNaN(value) ? null : value;

    /// <summary>How many threads compute.</summary>
    internal static int Threads(RuntimeSettings runtime, int nodes) => runtime switch
    {
        { Kind: RuntimeSettings.Sequential } => 1,
        { IsVirtualCluster: true } cluster => cluster.ProcessesFor(nodes) * cluster.ThreadsEach(nodes),
        { Threads: var threads } => threads ?? Environment.ProcessorCount,
    };

    /// <summary>Where a cluster stood at the end.</summary>
    internal static IEnumerable<Fact> OfCluster(ClusterFacts? cluster, string nodes = "nodes")
    {
        if (cluster is null) yield break;
        yield return new("processes at the end", $"{cluster.ProcessesAlive} of {cluster.Processes}", $"{cluster.Deaths} died, {cluster.Restarts} restarted");
        yield return new($"{nodes} at the end", $"{cluster.NodesAlive}", $"the error is that of these {nodes} and their optimum; measured against the optimum of all it is {Display.Number(cluster.ErrorOfAll)}");
        yield return new("unit of time", $"{Display.Number(cluster.Unit * 1e3)} ms", $"{Display.Number(cluster.Margin)} times the shortest that is safe");
        yield return new("messages sent again", Display.Count(cluster.Resends));
    }

    private static string Told(Outcome run)
    {
        MetricPoint last = run.Last;
        string text = run.Reason switch
        {
            _ when double.IsFinite(last.Score.Loss) => ToldByLoss(run),
            StopReason.Error => $"reached error {Plain.Number(last.Error)} at time {Plain.Number(last.Time)}",
            StopReason.Time => $"stopped at time {Plain.Number(last.Time)} with error {Plain.Number(last.Error)}",
            StopReason.Clocks => $"replayed all recorded events, to error {Plain.Number(last.Error)}",
            StopReason.Interrupted => $"interrupted at time {Plain.Number(last.Time)} with error {Plain.Number(last.Error)}; the state is saved",
            StopReason.Stopped => $"stopped, as ordered, at time {Plain.Number(last.Time)} with error {Plain.Number(last.Error)}",
            StopReason.LostQuorum => $"{run.Why} at time {Plain.Number(last.Time)} with error {Plain.Number(last.Error)}",
            _ when !double.IsNaN(run.Points[0].Score.Loss) => $"diverged: the loss is no longer a finite number at time {Plain.Number(last.Time)} (a smaller rate may help)",
            _ => (double.IsFinite(last.Error) ? $"diverged: the error is {Plain.Number(last.Error)} times that of the start (the guard trips above 1e6)" : "diverged: the error is no longer a finite number")
                + $" at time {Plain.Number(last.Time)}",
        };
        return run.Missing.Length == 0 ? text : $"{text} ({run.Missing})";
    }

    private static string ToldByLoss(Outcome run)
    {
        Score score = run.Last.Score;
        string how = $"loss {Plain.Number(score.Loss)}{(double.IsNaN(score.TestAccuracy) ? "" : $", test accuracy {Plain.Number(score.TestAccuracy)}")} at time {Plain.Number(run.Last.Time)}";
        return run.Reason switch
        {
            StopReason.Diverged => $"diverged: {how} (a smaller rate may help)",
            StopReason.Stopped => $"stopped, as ordered, with {how}",
            StopReason.Interrupted => $"interrupted with {how}; the state is saved",
            StopReason.Clocks => $"replayed all recorded events, to {how}",
            _ => $"stopped with {how}",
        };
    }
}

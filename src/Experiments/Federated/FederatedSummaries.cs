using Gossip.Experiments.Report;
using Gossip.Experiments.Running;
using Gossip.Methods.Federated;
using Gossip.Nodes.Federated;
using Gossip.Topology;

namespace Gossip.Experiments.Federated;

/// <summary>From a federated run to its summary, and from a summary to the report's facts.</summary>
internal static class FederatedSummaries
{
    /// <summary>Longer models are not written to the summary.</summary>
    private const int MostNumbers = 10_000;

    /// <summary>Sums a run up as of its last measurement.</summary>
    public static Summary Of(FederatedSetup setup, FederatedOutcome run, string folder)
    {
        FederatedPoint last = run.Last;
        FederationState state = run.State;
        Graph? graph = setup.Federation.Graph;
        double[] surrogate = setup.Federation.RealisedSurrogate(state);
        double distance = setup.SurrogateDistance(surrogate);
        return new()
        {
            Name = setup.Experiment.Name,
            Method = setup.Federation.Method.Name,
            Runtime = run.Runtime,
            Nodes = setup.Federation.Clients,
            Edges = graph?.Edges.Length ?? setup.Federation.Clients,
            Dimension = setup.Problem.Dimension,
            Seed = setup.Experiment.Seed,
            StopReason = run.Reason,
            Outcome = Told(run),
            Time = last.Time,
            Gradients = last.Gradients,
            Communications = last.Updates,
            BytesSent = run.BytesSent ?? (graph is null ? 2 * last.Updates : state.Deliveries - last.Updates + 2L * graph.Edges.Length * last.Rounds) * sizeof(double) * setup.Problem.Dimension,
            Error = last.Error,
            MeanSquaredDistance = last.SquaredDistance,
            Suboptimality = last.Suboptimality,
            ConsensusDistance = last.Consensus,
            PredictedRate = null,
            MeasuredRate = Slope.Of([.. run.Points.Select(p => p.AsMetric)]),
            EventsPerSecond = run.UpdatesPerSecond,
            Digest = state.Digest(),
            Events = last.Updates,
            Seconds = run.Seconds,
            Threads = run.Cluster?.Processes ?? Summaries.Threads(setup.Experiment.Runtime, setup.Federation.Clients),
            Mu = setup.Problem.Mu,
            L = setup.Problem.L,
            Chi1 = double.NaN,
            Chi2 = double.NaN,
            TotalRate = double.NaN,
            OptimumResidual = setup.KnowsOptimum ? setup.Problem.Optimum.Residual : double.NaN,
            Version = typeof(Summary).Assembly.GetName().Version!.ToString(3),
            Folder = folder,
            Rounds = last.Rounds,
            Updates = last.Updates,
            Loss = last.Loss,
            Accuracy = Summaries.Known(last.Accuracy),
            TestLoss = Summaries.Known(last.TestLoss),
            TestAccuracy = Summaries.Known(last.TestAccuracy),
            SurrogateWeights = surrogate,
            SurrogateOptimumDistance = Summaries.Known(distance),
            MeanIterate = setup.Problem.Dimension <= MostNumbers ? state.MeanOverRounds() : null,
            MeanRounds = state.Server.Averaged,
            Cluster = run.Cluster,
        };
    }

    /// <summary>The facts as people read them.</summary>
    public static RunReport Report(FederatedSetup setup, FederatedOutcome run, Summary summary)
    {
        double bias = Surrogate.Bias(summary.SurrogateWeights!, setup.Federation.Importance);
        List<Fact> facts =
        [
            .. Summaries.OfModel(summary, setup.Federation.Graph is null ? "= Σ pᵢ fᵢ of the server's model" : "= Σ pᵢ fᵢ of the mean of the nodes' models"),
            new("F(x) − F(x*)", Display.Number(summary.Suboptimality)),
            new("error", Display.Number(summary.Error), "squared distance to the optimum, over its value at the start"),
            new("surrogate's optimum", summary.SurrogateOptimumDistance is { } distance ? Display.Number(distance) : "not looked for", "its distance from the true optimum; the surrogate is what the rounds of this run minimised"),
            new("surrogate's weights", Display.Number(bias), "the largest difference between what a client counted and its importance"),
            .. setup.Federation.Graph is { } graph ? [new Fact("consensus distance", Display.Number(summary.ConsensusDistance), "mean squared distance of the nodes' models to their mean"), new Fact("graph", $"{graph.Name}, {Display.Count(graph.Edges.Length)} edges", "every node is the server of its neighbourhood, with Metropolis' weights")] : Array.Empty<Fact>(),
            new("time", Display.Number(summary.Time), "1 is a local round of the slowest client, where times are F-P"),
            new("rounds, updates", $"{Display.Count(summary.Rounds!.Value)}, {Display.Count(summary.Updates!.Value)}"),
            new("gradients", Display.Count(summary.Gradients)),
            new("bytes sent", Display.Count(summary.BytesSent), setup.Federation.Graph is null ? "one vector each way per update" : "to every neighbour an update, and a model each round"),
            new("mean of the models", $"after {Display.Count(summary.MeanRounds ?? 0)} rounds", "mean_iterate in summary.json"),
            new("μ, L", $"{Display.Number(summary.Mu)}, {Display.Number(summary.L)}", "strong convexity and smoothness of the clients' objectives"),
            new("clients, dimension", $"{Display.Count(summary.Nodes)}, {Display.Count(summary.Dimension)}"),
            new("speed", $"{Display.Count((long)summary.EventsPerSecond)} updates/s", $"{summary.Runtime}, {summary.Threads} {(run.Cluster is null ? "thread" : "process")}{(summary.Threads == 1 ? "" : run.Cluster is null ? "s" : "es")}"),
            .. Summaries.OfCluster(summary.Cluster, "clients"),
            new("seed", $"{summary.Seed}"),
            new("digest", summary.Digest),
        ];
        bool failed = summary.StopReason is StopReason.Diverged or StopReason.LostQuorum;
        return new()
        {
            Title = summary.Name,
            Subtitle = $"{setup.Experiment.Problem.Loss ?? "data"} on {summary.Nodes} clients, by {summary.Method}",
            Outcome = summary.Outcome,
            Failed = failed,
            Facts = facts,
            Figures = FederatedPlot.Figures(run.Points, failed),
            ExperimentYaml = setup.Experiment.ResolvedFor(summary.Folder),
            Warnings = [.. setup.Warnings, .. run.Warnings],
        };
    }

    private static string Told(FederatedOutcome run)
    {
        FederatedPoint last = run.Last;
        string test = double.IsNaN(last.TestAccuracy) ? "" : $", test accuracy {Plain.Number(last.TestAccuracy)}";
        string at = double.IsNaN(last.Error) ? $"loss {Plain.Number(last.Loss)}{test}" : $"loss {Plain.Number(last.Loss)} and error {Plain.Number(last.Error)}{test}";
        string text = run.Reason switch
        {
            StopReason.Error => $"reached error {Plain.Number(last.Error)} at time {Plain.Number(last.Time)}",
            StopReason.Time => $"stopped at time {Plain.Number(last.Time)} with {at}",
            StopReason.Interrupted => $"interrupted at time {Plain.Number(last.Time)} with {at}; {(run.Cluster is null ? "the state is saved" : "its processes are gone")}",
            StopReason.Stopped => $"stopped, as ordered, at time {Plain.Number(last.Time)} with {at}",
            StopReason.LostQuorum => $"{run.Why} at time {Plain.Number(last.Time)} with {at}",
            _ => $"diverged: the loss is {(double.IsFinite(last.Loss) ? Plain.Number(last.Loss) : "no longer a finite number")} at time {Plain.Number(last.Time)}"
                + $"{(double.IsFinite(last.Error) ? $", the error {Plain.Number(last.Error)} times that of the start" : "")} (a smaller local.rate or server-rate may help)",
        };
        return run.Missing.Length == 0 ? text : $"{text} ({run.Missing})";
    }
}

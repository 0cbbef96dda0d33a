using Gossip.Experiments.Report;
using Gossip.Experiments.Running;
using Gossip.Experiments.Settings;
using Gossip.Methods.Online;
using Gossip.Nodes.Online;
using Gossip.Topology;

namespace Gossip.Experiments.Online;

/// <summary>From a run of learners on a graph to its summary, and from a summary to the report's facts.</summary>
internal static class LearnerSummaries
{
    /// <summary>Sums a run up as of its last measurement.</summary>
    public static Summary Of(OnlineSetup setup, LearnerOutcome run, string folder)
    {
        LearnerPoint last = run.Last;
        Schedule schedule = setup.Graph!.Schedule;
        return new()
        {
            Name = setup.Experiment.Name,
            Method = setup.Method.Name,
            Runtime = run.Runtime,
            Nodes = schedule.Nodes,
            Edges = schedule.Union.Edges.Length,
            Dimension = setup.Stream.Dimension,
            Seed = setup.Experiment.Seed,
            StopReason = run.Reason,
            Outcome = Told(run, schedule.Nodes),
            Time = last.Time,
            Gradients = last.Rounds,
            Communications = last.Communications,
            BytesSent = run.BytesSent ?? last.Bytes,
            Error = double.NaN,
            MeanSquaredDistance = double.NaN,
            Suboptimality = double.NaN,
            ConsensusDistance = last.Consensus,
            PredictedRate = null,
            MeasuredRate = null,
            EventsPerSecond = run.RoundsPerSecond,
            Digest = run.Digest,
            Events = last.Rounds + last.Communications,
            Seconds = run.Seconds,
            Threads = run.Cluster?.Processes ?? Summaries.Threads(setup.Experiment.Runtime, schedule.Nodes),
            Mu = double.NaN,
            L = double.NaN,
            Chi1 = schedule.Chi1,
            Chi2 = schedule.Chi2,
            TotalRate = schedule.Graphs[0].TotalRate,
            OptimumResidual = double.NaN,
            Version = typeof(Summary).Assembly.GetName().Version!.ToString(3),
            Folder = folder,
            Rounds = run.RoundsEach,
            Loss = Summaries.Known(last.Loss),
            Regret = Summaries.Known(last.Regret),
            RegretLeast = Summaries.Known(last.Least),
            RegretMost = Summaries.Known(last.Most),
            RegretAlone = Summaries.Known(last.Alone),
            RegretHindsight = setup.Stream.Environment is null && run.Reason == StopReason.Rounds ? Summaries.Known(last.Regret) : null,
            DynamicRegret = Summaries.Known(last.Dynamic),
            DynamicRegretAlone = Summaries.Known(last.DynamicAlone),
            RoundsPerSecond = run.RoundsPerSecond,
            Cluster = run.Cluster,
        };
    }

    /// <summary>The facts as people read them.</summary>
    public static RunReport Report(OnlineSetup setup, LearnerOutcome run, Summary summary)
    {
        LearnerGraph graph = setup.Graph!;
        OnlineSettings method = setup.Experiment.Method.Online!;
        bool areRows = setup.Stream.Environment is null;
        string vector = IsLeader(setup) ? "the sum of gradients" : "the hidden iterate";
        string shared = graph.Mixing switch
        {
            NetworkMixing.Tracked => $"{vector} and the tracked gradient",
            NetworkMixing.CombineThenAdapt => $"{vector}, before the step",
            _ => vector,
        } + (method.SharesDeviation ? "; and what hints missed, as one sum over all nodes" : "");
        List<Fact> facts =
        [
            new("regret", Number(summary.Regret), $"mean over nodes, each by {(areRows ? "the mean of all nodes' losses, against the best fixed point in hindsight" : "the expected loss of the network, against its minimiser")}"),
            new("of the nodes", $"{Number(summary.RegretLeast)} to {Number(summary.RegretMost)}"),
            new("without gossip", Number(summary.RegretAlone), "the same learners, each alone with the same losses"),
            new("dynamic regret", $"{Number(summary.DynamicRegret)}, without gossip {Number(summary.DynamicRegretAlone)}", setup.ComparedWith),
            new("proven bound", "none", "of networks only orders of growth are known, such as √T/(1 − λ₂); nobody has worked out constants that could be drawn"),
            new("mean loss", Number(summary.Loss), "of the nodes' own losses"),
            new("consensus distance", Display.Number(summary.ConsensusDistance), "(1/n) Σ|xᵢ − x̄|² of the points played next"),
            new("shared", shared, graph.IsOnClocks ? "two neighbours set it to their mean, by the clock of their edge" : "every round with all neighbours, by Metropolis' weights"),
            new("rounds", Display.Count(summary.Rounds!.Value), graph.IsOnClocks ? "of each node, by its own Poisson clock" : "of each node, all in step"),
            new("communications", Display.Count(summary.Communications), graph.Mixing == NetworkMixing.Tracked ? "2 vectors each way" : "1 vector each way"),
            new("bytes sent", Display.Count(summary.BytesSent)),
            new("total rate", Display.Number(summary.TotalRate), "exchanges per unit of time, in which a node plays one round"),
            .. graph.Plans.Select(plan => new Fact("rates", $"optimal within {Display.Number(plan.Gap)}", $"T = {Display.Number(plan.T)}, uniform {Display.Number(plan.UniformT)}: a factor of {Display.Number(plan.UniformT / plan.T)} in communications")),
            new("nodes, edges, dimension", $"{Display.Count(summary.Nodes)}, {Display.Count(summary.Edges)}, {Display.Count(summary.Dimension)}"),
            new("speed", $"{Display.Count((long)summary.EventsPerSecond)} rounds/s", $"{summary.Runtime}, {summary.Threads} {(run.Cluster is null ? "thread" : "process")}{(summary.Threads == 1 ? "" : run.Cluster is null ? "s" : "es")}; learners, their twins without gossip, streams and measures"),
            .. Summaries.OfCluster(summary.Cluster, null),
            new("seed", $"{summary.Seed}"),
            new("digest", summary.Digest),
        ];
        return new()
        {
            Title = summary.Name,
            Subtitle = $"{setup.Experiment.Problem.Stream!.Loss} losses on {summary.Nodes} nodes, {graph.Schedule.Graphs[0].Graph.Name}, by {summary.Method} ({method.Curvature}, {method.Domain.Kind})",
            Outcome = summary.Outcome,
            Failed = summary.StopReason is StopReason.Diverged or StopReason.LostQuorum,
            Facts = facts,
            Figures = LearnerPlot.Figures(run.Points),
            Graph = graph.Schedule.Graphs[0],
            ExperimentYaml = setup.Experiment.ResolvedFor(summary.Folder),
            Warnings = [.. setup.Warnings, .. run.Warnings],
        };
    }

    /// <summary>
    /// state.csv: of each node the point that it plays next, and the hidden iterate or the sum of gradients behind it. <paramref name="nodes"/>
    /// says which nodes these are.
    /// </summary>
    public static void WriteState(TextWriter text, OnlineSetup setup, LearnerGroup learners, IReadOnlyList<int> nodes, double time)
    {
        int dimension = setup.Stream.Dimension;
        StateFile.WriteHead(text, dimension);
        for (int i = 0; i < nodes.Count; i++)
        {
            StateFile.WriteRow(text, $"{nodes[i]}", time, "x", learners.Point(i)[..dimension]);
            StateFile.WriteRow(text, $"{nodes[i]}", time, IsLeader(setup) ? "sum" : "hidden", learners.Hidden(i)[..dimension]);
        }
    }

    private static bool IsLeader(OnlineSetup setup) => setup.Method is LearnerMethod { Anchor: Anchor.Start };

    private static string Number(double? value) => value is { } known ? Display.Number(known) : "not known";

    private static string Told(LearnerOutcome run, int nodes)
    {
        LearnerPoint last = run.Last;
        string paid = $"mean loss {Plain.Number(last.Loss)}{(double.IsNaN(last.Regret) ? "" : $", regret {Plain.Number(last.Regret)}, without gossip {Plain.Number(last.Alone)}")}";
        string text = run.Reason switch
        {
            StopReason.Interrupted => $"interrupted after {Display.Count(last.Rounds)} rounds of {nodes} nodes: {paid}; {(run.Cluster is null ? "the state is saved" : "its processes are gone")}",
            StopReason.LostQuorum => $"{run.Why} after {Display.Count(last.Rounds)} rounds of {nodes} nodes: {paid}",
            StopReason.Diverged => $"diverged at time {Plain.Number(last.Time)}: a loss that is not finite (a smaller domain or rate may help)",
            _ => $"played {Display.Count(run.RoundsEach)} rounds on each of {run.Cluster?.NodesAlive ?? nodes} nodes: {paid}",
        };
        return run.Missing.Length == 0 ? text : $"{text} ({run.Missing})";
    }
}

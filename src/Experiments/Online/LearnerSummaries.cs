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
    public static Summary Of(OnlineSetup setup, LearnerSession session, StopReason reason, string folder)
    {
        LearnerPoint last = session.Last(reason);
        Schedule schedule = setup.Graph!.Schedule;
        return new()
        {
            Name = setup.Experiment.Name,
            Method = setup.Method.Name,
            Runtime = session.Network.Name,
            Nodes = schedule.Nodes,
            Edges = schedule.Union.Edges.Length,
            Dimension = setup.Stream.Dimension,
            Seed = setup.Experiment.Seed,
            StopReason = reason,
            Outcome = Told(reason, last, schedule.Nodes),
            Time = last.Time,
            Gradients = last.Rounds,
            Communications = last.Communications,
            BytesSent = last.Bytes,
            Error = double.NaN,
            MeanSquaredDistance = double.NaN,
            Suboptimality = double.NaN,
            ConsensusDistance = last.Consensus,
            PredictedRate = null,
            MeasuredRate = null,
            EventsPerSecond = session.RoundsPerSecond,
            Digest = session.Network.Digest(),
            Events = last.Rounds + last.Communications,
            Seconds = session.Seconds,
            Threads = Summaries.Threads(setup.Experiment.Runtime, schedule.Nodes),
            Mu = double.NaN,
            L = double.NaN,
            Chi1 = schedule.Chi1,
            Chi2 = schedule.Chi2,
            TotalRate = schedule.Graphs[0].TotalRate,
            OptimumResidual = double.NaN,
            Version = typeof(Summary).Assembly.GetName().Version!.ToString(3),
            Folder = folder,
            Rounds = last.Rounds / schedule.Nodes,
            Loss = Summaries.Known(last.Loss),
            Regret = Summaries.Known(last.Regret),
            RegretLeast = Summaries.Known(last.Least),
            RegretMost = Summaries.Known(last.Most),
            RegretAlone = Summaries.Known(last.Alone),
            RegretHindsight = setup.Stream.Environment is null && reason == StopReason.Rounds ? Summaries.Known(last.Regret) : null,
            DynamicRegret = Summaries.Known(last.Dynamic),
            DynamicRegretAlone = Summaries.Known(last.DynamicAlone),
            RoundsPerSecond = session.RoundsPerSecond,
        };
    }

    /// <summary>The facts as people read them.</summary>
    public static RunReport Report(OnlineSetup setup, LearnerSession session, Summary summary)
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
            new("communications", Display.Count(summary.Communications), $"{session.Network.VectorsSent} vector{(session.Network.VectorsSent == 1 ? "" : "s")} each way"),
            new("bytes sent", Display.Count(summary.BytesSent)),
            new("total rate", Display.Number(summary.TotalRate), "exchanges per unit of time, in which a node plays one round"),
            .. graph.Plans.Select(plan => new Fact("rates", $"optimal within {Display.Number(plan.Gap)}", $"T = {Display.Number(plan.T)}, uniform {Display.Number(plan.UniformT)}: a factor of {Display.Number(plan.UniformT / plan.T)} in communications")),
            new("nodes, edges, dimension", $"{Display.Count(summary.Nodes)}, {Display.Count(summary.Edges)}, {Display.Count(summary.Dimension)}"),
            new("speed", $"{Display.Count((long)summary.EventsPerSecond)} rounds/s", $"{summary.Runtime}, {summary.Threads} thread{(summary.Threads == 1 ? "" : "s")}; learners, their twins without gossip, streams and measures"),
            new("seed", $"{summary.Seed}"),
            new("digest", summary.Digest),
        ];
        return new()
        {
            Title = summary.Name,
            Subtitle = $"{setup.Experiment.Problem.Stream!.Loss} losses on {summary.Nodes} nodes, {graph.Schedule.Graphs[0].Graph.Name}, by {summary.Method} ({method.Curvature}, {method.Domain.Kind})",
            Outcome = summary.Outcome,
            Facts = facts,
            Figures = LearnerPlot.Figures(session.Points),
            Graph = graph.Schedule.Graphs[0],
            ExperimentYaml = setup.Experiment.ResolvedFor(summary.Folder),
            Warnings = setup.Warnings,
        };
    }

    /// <summary>state.csv: of each node the point that it plays next, and the hidden iterate or the sum of gradients behind it.</summary>
    public static void WriteState(TextWriter text, OnlineSetup setup, LearnerNetwork network)
    {
        int dimension = setup.Stream.Dimension;
        StateFile.WriteHead(text, dimension);
        for (int i = 0; i < network.Nodes; i++)
        {
            StateFile.WriteRow(text, $"{i}", network.Time, "x", network.Point(i)[..dimension]);
            StateFile.WriteRow(text, $"{i}", network.Time, IsLeader(setup) ? "sum" : "hidden", network.Hidden(i)[..dimension]);
        }
    }

    private static bool IsLeader(OnlineSetup setup) => setup.Method is LearnerMethod { Anchor: Anchor.Start };

    private static string Number(double? value) => value is { } known ? Display.Number(known) : "not known";

    private static string Told(StopReason reason, LearnerPoint last, int nodes)
    {
        string paid = $"mean loss {Plain.Number(last.Loss)}{(double.IsNaN(last.Regret) ? "" : $", regret {Plain.Number(last.Regret)}, without gossip {Plain.Number(last.Alone)}")}";
        return reason == StopReason.Interrupted
            ? $"interrupted after {Display.Count(last.Rounds)} rounds of {nodes} nodes: {paid}; the state is saved"
            : $"played {Display.Count(last.Rounds / nodes)} rounds on each of {nodes} nodes: {paid}";
    }
}

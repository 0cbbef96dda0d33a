using Gossip.Core;
using Gossip.Experiments.Running;
using Gossip.Experiments.Settings;
using Gossip.Nodes.Online;
using Gossip.Sdp;
using Gossip.Topology;

namespace Gossip.Experiments.Online;

/// <summary>The graph of an online experiment: who shares what with whom, and when.</summary>
/// <param name="Schedule">The graph, with the rates of its exchanges; one a round where learners go in step.</param>
/// <param name="Mixing">What is shared.</param>
/// <param name="IsOnClocks">Whether rounds and exchanges have Poisson clocks.</param>
/// <param name="Plans">The plans behind optimal rates.</param>
/// <param name="Notes">What the user should know, a sentence each.</param>
internal sealed record LearnerGraph(Schedule Schedule, NetworkMixing Mixing, bool IsOnClocks, IReadOnlyList<Plan> Plans, IReadOnlyList<string> Notes)
{
    /// <summary>The graph of an experiment; null where it has none.</summary>
    public static LearnerGraph? Of(Experiment experiment, SetupOptions options)
    {
        OnlineSettings method = experiment.Method.Online!;
        StreamSettings stream = experiment.Problem.Stream!;
        if (experiment.Graph.Specs.Count == 0)
        {
            if ((method.Mixing is null ? method.Pace is null ? null : "pace" : "mixing") is { } key) throw Refused("method", key, $"'{method.Mixing ?? method.Pace}'", "a graph beside it");
            if (method.SharesDeviation) throw Refused("method", "deviation", "'shared'", "a graph beside it");
            return stream.Heterogeneity == 0 ? null : throw Refused("problem", "stream.heterogeneity", $"{stream.Heterogeneity}", "a graph beside it, whose nodes differ");
        }
        if (experiment.Method.Name is OnlineSettings.Oftl or OnlineSettings.Ensemble or OnlineSettings.Ader)
            throw Refused("method", "name", $"'{experiment.Method.Name}' on a graph", $"{OnlineSettings.SeaOmd}, {OnlineSettings.OptimisticFtrl}, {OnlineSettings.Ogd} or {OnlineSettings.AdaGrad}, which have one vector to share");
        if (method.Optimism is "hint" or "middle-gradient") throw Refused("method", "optimism", $"'{method.Optimism}' on a graph", "last-gradient, average or none");
        if (stream.IsLive) throw Refused("problem", "stream.input", $"'{stream.Input}' on a graph", "a file or a synthetic stream, of which each node has its share");
        if (experiment.Record.Predictions == true) throw Refused("record", "predictions", "'true' on a graph", "none: every node has its own");
        bool isOnClocks = method.Pace == OnlineSettings.Poisson;
        if (experiment.Record.Events && !isOnClocks) throw Refused("record", "events", "'true'", $"method.pace: {OnlineSettings.Poisson}: learners in step all exchange every round");
        if (isOnClocks && method.SharesDeviation) throw Refused("method", "deviation", "'shared'", $"own: with pace: {OnlineSettings.Poisson} there is no round of all nodes");
        if (isOnClocks && method.Mixing == "combine-first") throw Refused("method", "mixing", "'combine-first'", $"plain or tracked: with pace: {OnlineSettings.Poisson} exchanges come between rounds");
        GraphFile[] files = Networks.Graphs(experiment);
        OptimalRates? optimal = isOnClocks && experiment.Rates.Plan is not null ? new(experiment, options) : null;
        if (optimal is not null && experiment.Rates.Plan!.MeasuresCosts && !experiment.Runtime.IsReal) throw Refused("rates", "costs", $"'{PlanSettings.Measured}'", "a file: in virtual time exchanges take none");
        Schedule schedule = isOnClocks
            ? Networks.Rate(experiment, files, double.PositiveInfinity, optimal)
            : new([RatedGraph.Uniform(files[0].Graph, files[0].Graph.Edges.Length)], double.PositiveInfinity);
        NetworkMixing mixing = method.Mixing switch
        {
            "tracked" => NetworkMixing.Tracked,
            "combine-first" => NetworkMixing.CombineThenAdapt,
            _ => NetworkMixing.AdaptThenCombine,
        };
        return new(schedule, mixing, isOnClocks, optimal?.Plans ?? [], optimal?.Notes ?? []);

        InputException Refused(string section, string key, string found, string expected) => InputException.At(experiment.Place(section, key), found, expected);
    }
}

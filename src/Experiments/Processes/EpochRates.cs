using System.Collections.Immutable;
using Gossip.Experiments.Running;
using Gossip.Experiments.Settings;
using Gossip.Sdp;
using Gossip.Topology;

namespace Gossip.Experiments.Processes;

/// <summary>
/// The rates of an epoch: those of the experiment while all nodes are there. For what is left of the graph when some are
/// missing: optimal ones where those of the experiment are, else uniform ones, as far above the smallest that are proven
/// as those of the experiment.
/// </summary>
internal sealed class EpochRates(Experiment experiment, RatedGraph whole, double kappa)
{
    private readonly double _factor = experiment.Rates.Kind is RateSettings.Auto or RateSettings.Uniform
        ? Math.Max(1, whole.TotalRate / UniformRates.Smallest(whole.Graph, kappa).TotalRate) : 1;

    /// <summary>Of a connected graph of two or more nodes, for measured costs of its edges or none.</summary>
    public RatedGraph Of(Graph graph, ImmutableArray<double> costs)
    {
        if (costs.IsDefault && graph.Nodes == whole.Graph.Nodes && graph.Edges.SequenceEqual(whole.Graph.Edges)) return whole;
        if (experiment.Rates.Plan is { } settings) return Planned(graph, settings, costs);
        RatedGraph smallest = UniformRates.Smallest(graph, kappa);
        return _factor == 1 ? smallest : smallest.Scale(_factor);
    }

    private RatedGraph Planned(Graph graph, PlanSettings settings, ImmutableArray<double> costs)
    {
        RateProgram program = new(graph, settings.Objective, kappa, costs);
        string? cached = PlanCache.PathFor(program, settings.Gap);
        Plan plan = (cached is not null && File.Exists(cached) ? PlanCache.Checked(cached, program, settings.Gap) : null) ?? RatePlanner.Solve(program, new(settings.Gap));
        if (cached is not null && !File.Exists(cached)) PlanCache.Keep(cached, plan);
        RatedGraph rated = new(graph, plan.Rated.Rates);
        return settings.Objective == RateObjective.Communications ? rated : rated.Scale(Math.Sqrt(plan.Chi1 * plan.Chi2 / kappa));
    }
}

using System.Collections.Immutable;
using Gossip.Core;
using Gossip.Experiments.Running;
using Gossip.Experiments.Settings;
using Gossip.Nodes.Live;
using Gossip.Sdp;
using Gossip.Topology;

namespace Gossip.Experiments.Processes;

/// <summary>
/// The rates of an epoch: those of the experiment, or those of a plan that was ordered, while all nodes are there. For what is left of the
/// graph when some are missing: optimal ones where they are to be optimal, else uniform ones, as far above the smallest that are proven
/// as those of all.
/// </summary>
/// <param name="experiment">The experiment.</param>
/// <param name="whole">Its rates for all nodes.</param>
/// <param name="kappa">The χ₁χ₂ that rates are planned for.</param>
/// <param name="most">The largest χ₁χ₂ that its method allows.</param>
internal sealed class EpochRates(Experiment experiment, RatedGraph whole, double kappa, double most)
{
    private static readonly PlanSettings Cheapest = new(RateObjective.Communications, null, null, null, PlanSettings.UsualGap);
    private readonly double _factor = experiment.Rates.Kind is RateSettings.Auto or RateSettings.Uniform
        ? Math.Max(1, whole.TotalRate / UniformRates.Smallest(whole.Graph, kappa).TotalRate) : 1;

    /// <summary>Of a connected graph of two or more nodes, for measured costs of its edges or none, as ordered.</summary>
    public RatedGraph Of(Graph graph, ImmutableArray<double> costs, RateOrder order)
    {
        bool isWhole = graph.Nodes == whole.Graph.Nodes && graph.Edges.SequenceEqual(whole.Graph.Edges);
        if (order == RateOrder.Uniform) return UniformRates.Smallest(graph, kappa);
        if (order == RateOrder.Optimal) return Planned(graph, experiment.Rates.Plan ?? Cheapest, costs);
        if (order.IsPlan) return isWhole ? Given(order) : Above(graph, 1);
        if (costs.IsDefault && isWhole) return whole;
        return experiment.Rates.Plan is { } settings ? Planned(graph, settings, costs) : Above(graph, _factor);
    }

    private RatedGraph Given(RateOrder order)
    {
        RatedGraph given = order.On(whole.Graph) ?? throw InputException.At("rates", "a plan for another graph", $"a rate for each edge of {whole.Graph.Name} ({whole.Graph.Nodes} nodes, {whole.Graph.Edges.Length} edges)");
        RateGuard.Require(Schedule.Constant(given), most);
        return given;
    }

    private RatedGraph Above(Graph graph, double factor)
    {
        RatedGraph smallest = UniformRates.Smallest(graph, kappa);
        return factor == 1 ? smallest : smallest.Scale(factor);
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

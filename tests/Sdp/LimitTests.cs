using Gossip.Core;
using Gossip.Topology;

namespace Gossip.Sdp.Tests;

public class LimitTests
{
    [Fact]
    public void Limits_that_bind_cost_something_and_limits_that_do_not_cost_nothing()
    {
        Graph graph = Check.Graph("barbell:12");
        Plan free = RatePlanner.Solve(new RateProgram(graph)).ShouldBeCertified();
        int bridge = graph.IndexOf(5, 6);
        Plan Capped(double share) => RatePlanner.Solve(new RateProgram(graph, caps:
            [.. free.Rated.Rates.Select((r, e) => e == bridge ? share * r : double.PositiveInfinity)])).ShouldBeCertified();
        Capped(0.9).Value.ShouldBeGreaterThan(free.Value * (1 + 1e-4));
        Capped(1.1).Value.ShouldBeNear(free.Value, 1e-8);
        Capped(0.9).Rated.Rates[bridge].ShouldBeNear(0.9 * free.Rated.Rates[bridge], 1e-6);
    }

    [Fact]
    public void Limits_that_exactly_bind_change_nothing()
    {
        // there are no rates at all that keep strictly within these
        Graph graph = Check.Graph("grid:4x5");
        Plan free = RatePlanner.Solve(new RateProgram(graph));
        double[] load = new double[graph.Nodes];
        for (int e = 0; e < graph.Edges.Length; e++)
        {
            load[graph.Edges[e].I] += free.Rated.Rates[e];
            load[graph.Edges[e].J] += free.Rated.Rates[e];
        }
        RatePlanner.Solve(new RateProgram(graph, budgets: [.. load])).ShouldBeCertified().Value.ShouldBeNear(free.Value, 2e-9);
        RatePlanner.Solve(new RateProgram(graph, caps: free.Rated.Rates)).ShouldBeCertified().Value.ShouldBeNear(free.Value, 2e-9);
    }

    [Theory]
    [InlineData(RateObjective.Connectivity)]
    [InlineData(RateObjective.Resistance)]
    public void Caps_that_bind_on_all_edges_fix_the_rates(RateObjective objective)
    {
        Graph graph = Check.Graph("geometric:20,r=0.4");
        double[] caps = [.. graph.Edges.Select((_, e) => 1e-3 * (1 + e % 7))];
        Plan plan = RatePlanner.Solve(new RateProgram(graph, objective, caps: [.. caps])).ShouldBeCertified();
        RatedGraph full = new(graph, [.. caps]);
        if (objective == RateObjective.Connectivity) plan.Value.ShouldBeNear(Spectrum.Of(full).Lambda2, 2e-9);
        else for (int e = 0; e < caps.Length; e++) plan.Rated.Rates[e].ShouldBeNear(caps[e], 1e-6);
    }

    [Theory]
    [InlineData("lollipop:20")]
    [InlineData("barbell:26")]
    [InlineData("ring:24")]
    public void Tight_caps_and_costs_over_six_decades_are_solved_to_the_standard_gap(string text)
    {
        Graph graph = Check.Graph(text);
        Draws draws = new CounterStream(45, Purpose.Solver, 9).From();
        double[] costs = [.. graph.Edges.Select(_ => Math.Pow(10, -3 + 6 * draws.Uniform()))];
        foreach (RateObjective objective in (RateObjective[])[RateObjective.Connectivity, RateObjective.Resistance])
        {
            double[] free = [.. RatePlanner.Solve(new RateProgram(graph, objective, costs: [.. costs]), new(Gap: 1e-4)).Rated.Rates];
            double least = 1e-6 * free.Average();
            RatePlanner.Solve(new RateProgram(graph, objective, costs: [.. costs],
                caps: [.. free.Select(r => least + r * (0.2 + 0.7 * draws.Uniform()))])).ShouldBeCertified();
        }
    }
}

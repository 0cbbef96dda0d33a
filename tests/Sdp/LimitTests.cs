using Gossip.Core;
using Gossip.Topology;

namespace Gossip.Sdp.Tests;

/// <summary>Random programs with costs, caps and budgets.</summary>
public class LimitTests
{
    internal static RateProgram Random(int seed, RateObjective objective)
    {
        Draws draws = new CounterStream((ulong)seed, Purpose.Solver, 99).From();
        int n = 4 + draws.Below(14);
        Graph graph = Check.Graph(seed % 3 == 0 ? $"geometric:{n},r=0.5" : $"erdos-renyi:{n},p=0.35", (ulong)seed);
        double[] costs = new double[graph.Edges.Length], caps = new double[costs.Length], budgets = new double[n];
        for (int e = 0; e < costs.Length; e++) costs[e] = Math.Exp(draws.Normal());
        // limits that bind: somewhat above and below what the free solution wants
        Plan free = RatePlanner.Solve(new RateProgram(graph, objective, costs: [.. costs]), new(Gap: 1e-3));
        double mean = free.Rated.Rates.Average();
        for (int e = 0; e < caps.Length; e++)
            caps[e] = draws.Uniform() < 0.4 ? mean * (0.7 + 2 * draws.Uniform()) : double.PositiveInfinity;
        for (int i = 0; i < n; i++)
        {
            double load = 0;
            foreach (Neighbour v in graph.NeighboursOf(i)) load += free.Rated.Rates[v.Edge];
            budgets[i] = draws.Uniform() < 0.4 ? Math.Max(load, mean) * (0.8 + draws.Uniform()) : double.PositiveInfinity;
        }
        return new RateProgram(graph, objective, 0.5, [.. costs], [.. caps], [.. budgets]);
    }

    public static TheoryData<int, RateObjective> Cases => new(
        from seed in Enumerable.Range(0, 20) from objective in Enum.GetValues<RateObjective>() select (seed, objective));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Rates_stay_within_limits_and_are_certified_optimal(int seed, RateObjective objective)
    {
        RateProgram program = Random(seed, objective);
        Plan plan;
        try
        {
            plan = RatePlanner.Solve(program);
        }
        catch (InputException e) when (e.Message.Contains("caps and budgets", StringComparison.Ordinal))
        {
            return; // seeds on which the limits are too tight: see the tests of infeasible programs
        }
        plan.ShouldBeCertified();
        double[] load = new double[program.Graph.Nodes];
        for (int e = 0; e < plan.Rated.Rates.Length; e++)
        {
            plan.Rated.Rates[e].ShouldBeInRange(0, program.Caps[e] * (1 + 1e-10));
            load[program.Graph.Edges[e].I] += plan.Rated.Rates[e];
            load[program.Graph.Edges[e].J] += plan.Rated.Rates[e];
        }
        for (int i = 0; i < load.Length; i++) load[i].ShouldBeLessThanOrEqualTo(program.Budgets[i] * (1 + 1e-10));
        if (objective != RateObjective.Communications) plan.Cost.ShouldBeLessThanOrEqualTo(1 + 1e-10);
    }

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
}

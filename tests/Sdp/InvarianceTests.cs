using Gossip.Core;
using Gossip.Topology;

namespace Gossip.Sdp.Tests;

public class InvarianceTests
{
    public static TheoryData<int, RateObjective> Cases => new(
        from seed in Enumerable.Range(0, 6) from objective in Enum.GetValues<RateObjective>() select (seed, objective));

    private static double[] Costs(Graph graph, int seed)
    {
        Draws draws = new CounterStream((ulong)seed, Purpose.Solver, 5).From();
        return [.. graph.Edges.Select(_ => 0.2 + draws.Uniform())];
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Relabelling_the_nodes_changes_nothing(int seed, RateObjective objective)
    {
        Graph graph = Check.Graph("erdos-renyi:14,p=0.3", (ulong)seed);
        double[] costs = Costs(graph, seed);
        int[] label = [.. Enumerable.Range(0, graph.Nodes)];
        Draws draws = new CounterStream((ulong)seed, Purpose.Solver, 6).From();
        draws.Shuffle(label.AsSpan());
        Graph other = new(graph.Nodes, graph.Edges.Select(e => new Edge(label[e.I], label[e.J])));
        double[] moved = new double[costs.Length];
        for (int e = 0; e < costs.Length; e++) moved[other.IndexOf(label[graph.Edges[e].I], label[graph.Edges[e].J])] = costs[e];

        Plan plan = RatePlanner.Solve(new RateProgram(graph, objective, costs: [.. costs]), new(Drop: false));
        Plan relabelled = RatePlanner.Solve(new RateProgram(other, objective, costs: [.. moved]), new(Drop: false));
        relabelled.Value.ShouldBeNear(plan.Value, 2e-9);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Scaling_costs_and_kappa_scales_the_value_as_it_must(int seed, RateObjective objective)
    {
        Graph graph = Check.Graph("geometric:12,r=0.45", (ulong)seed);
        double[] costs = Costs(graph, seed);
        Plan plan = RatePlanner.Solve(new RateProgram(graph, objective, costs: [.. costs]), new(Drop: false));
        Plan scaled = RatePlanner.Solve(new RateProgram(graph, objective, 0.02, [.. costs.Select(c => 1e4 * c)]), new(Drop: false));
        double expected = objective switch
        {
            RateObjective.Communications => plan.Value * 1e4 * Math.Sqrt(0.5 / 0.02),
            RateObjective.Connectivity => plan.Value / 1e4,
            _ => plan.Value * 1e4,
        };
        scaled.Value.ShouldBeNear(expected, 2e-9);
        scaled.T.ShouldBeNear(plan.T * 1e4, objective == RateObjective.Communications ? 2e-9 : 1e-2);
    }

    [Fact]
    public void The_same_program_gives_the_same_bits()
    {
        RateProgram program = new(Check.Graph("geometric:24,r=0.35"));
        Plan first = RatePlanner.Solve(program), second = RatePlanner.Solve(program);
        second.Rated.Rates.ShouldBe(first.Rated.Rates);
        second.Bound.ShouldBe(first.Bound);
    }
}

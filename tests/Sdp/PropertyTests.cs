using CsCheck;
using Gossip.Core;
using Gossip.Topology;

namespace Gossip.Sdp.Tests;

public class PropertyTests
{
    private static readonly Gen<RateProgram> Programs = Gen.Select(
        Gen.Int[0, 1_000_000], Gen.Enum<RateObjective>(), RandomProgram.Of);

    [Fact]
    public void Rates_stay_within_their_limits_and_are_certified_optimal() => Programs.Sample(program =>
    {
        if (Solve(program) is not { } plan) return;
        Verdict verdict = Certificate.Check(PlanFile.Parse(PlanFile.ToJson(plan), "plan"));
        string.Join("; ", verdict.Complaints).ShouldBe("");
        verdict.Gap.ShouldBeLessThanOrEqualTo(1.01 * plan.Gap + 1e-12);
        // limits that leave hardly any room may end in rounding errors, which the plan has to say
        if (!program.IsLimited) plan.Gap.ShouldBeLessThanOrEqualTo(1e-9);
        plan.Gap.ShouldBeLessThanOrEqualTo(2e-8);
        plan.Termination.ShouldBe(plan.Gap <= 1e-9 ? Termination.Converged : Termination.Stalled);

        double[] load = new double[program.Graph.Nodes];
        for (int e = 0; e < plan.Rated.Rates.Length; e++)
        {
            plan.Rated.Rates[e].ShouldBeInRange(0, program.Caps[e] * (1 + 1e-10));
            load[program.Graph.Edges[e].I] += plan.Rated.Rates[e];
            load[program.Graph.Edges[e].J] += plan.Rated.Rates[e];
        }
        for (int i = 0; i < load.Length; i++) load[i].ShouldBeLessThanOrEqualTo(program.Budgets[i] * (1 + 1e-10));
        if (program.Objective == RateObjective.Communications) (plan.Chi1 * plan.Chi2).ShouldBeNear(program.Kappa, 1e-9);
        else plan.Cost.ShouldBeLessThanOrEqualTo(1 + 1e-10);
    }, iter: 100);

    [Fact]
    public void Relabelling_the_nodes_changes_nothing() => Gen.Select(Programs, Gen.ULong).Sample((program, seed) =>
    {
        Graph graph = program.Graph;
        int[] label = [.. Enumerable.Range(0, graph.Nodes)];
        new CounterStream(seed, Purpose.Solver, 6).From().Shuffle(label.AsSpan());
        Graph other = new(graph.Nodes, graph.Edges.Select(e => new Edge(label[e.I], label[e.J])));
        double[] costs = new double[graph.Edges.Length], caps = new double[graph.Edges.Length], budgets = new double[graph.Nodes];
        for (int e = 0; e < costs.Length; e++)
        {
            int to = other.IndexOf(label[graph.Edges[e].I], label[graph.Edges[e].J]);
            (costs[to], caps[to]) = (program.Costs[e], program.Caps[e]);
        }
        for (int i = 0; i < graph.Nodes; i++) budgets[label[i]] = program.Budgets[i];

        Agree(program, new(other, program.Objective, program.Kappa, [.. costs], [.. caps], [.. budgets]), 1);
    }, iter: 50);

    [Fact]
    public void Scaling_costs_kappa_and_limits_scales_the_value_as_it_must() =>
        Gen.Select(Programs, Gen.Double[-4, 4], Gen.Double[0.05, 2]).Sample((program, decades, kappa) =>
        {
            // communications: rates go with 1/√κ whatever the costs; otherwise with the inverse of the costs
            bool communications = program.Objective == RateObjective.Communications;
            double factor = Math.Pow(10, decades), rates = communications ? Math.Sqrt(program.Kappa / kappa) : 1 / factor;
            RateProgram scaled = new(program.Graph, program.Objective, kappa, [.. program.Costs.Select(c => factor * c)],
                [.. program.Caps.Select(u => rates * u)], [.. program.Budgets.Select(b => rates * b)]);
            Agree(program, scaled, communications ? factor * rates : program.Objective == RateObjective.Connectivity ? rates : 1 / rates);
        }, iter: 50);

    /// <summary>Two questions whose values have a known ratio; dropping is left out, which rounding may decide either way.</summary>
    private static void Agree(RateProgram program, RateProgram other, double ratio)
    {
        if (Solve(program, drop: false) is not { } plan || Solve(other, drop: false) is not { } again) return;
        again.Value.ShouldBeNear(ratio * plan.Value, plan.Gap + again.Gap + 1e-10);
    }

    private static Plan? Solve(RateProgram program, bool drop = true)
    {
        try
        {
            return RatePlanner.Solve(program, new(Drop: drop));
        }
        catch (InputException e) when (program.IsLimited && e.Message.Contains("multiply all", StringComparison.Ordinal))
        {
            return null;
        }
    }
}

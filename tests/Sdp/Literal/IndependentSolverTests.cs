using Gossip.Topology;

namespace Gossip.Sdp.Tests.Literal;

/// <summary>The same values from CSDP, a general solver, on the programs written out; it gives about seven digits.</summary>
public class IndependentSolverTests
{
    public static TheoryData<string, RateObjective> Cases => new(
        from graph in (string[])["barbell:8", "lollipop:8", "grid:3x4", "tree:10", "wheel:7", "petersen", "erdos-renyi:9,p=0.4", "geometric:10,r=0.5", "path:6", "bipartite:2x5"]
        from objective in Enum.GetValues<RateObjective>()
        select (graph, objective));

    [Theory]
    [MemberData(nameof(Cases))]
    public void It_agrees(string graph, RateObjective objective) => Agrees(new(Check.Graph(graph), objective));

    [Theory]
    [InlineData(RateObjective.Communications)]
    [InlineData(RateObjective.Connectivity)]
    [InlineData(RateObjective.Resistance)]
    public void It_agrees_under_costs_caps_and_budgets(RateObjective objective)
    {
        Graph graph = Check.Graph("grid:3x3");
        double unit = objective == RateObjective.Communications ? 1 : 0.06;
        Agrees(new(graph, objective, 0.4,
            costs: [.. graph.Edges.Select((_, e) => 1 + 0.25 * (e % 4))],
            caps: [.. graph.Edges.Select((_, e) => e % 3 == 0 ? 1.2 * unit : double.PositiveInfinity)],
            budgets: [.. Enumerable.Range(0, 9).Select(i => i == 4 ? 5 * unit : i == 0 ? 2.2 * unit : double.PositiveInfinity)]));
    }

    private static void Agrees(RateProgram program)
    {
        Assert.SkipUnless(SdpaProblem.IsSolverInstalled, "CSDP is not installed (Debian: coinor-csdp)");
        RatePlanner.Solve(program, new(Drop: false)).ShouldBeCertified().Value.ShouldBeNear(LiteralProgram.Solve(program), 2e-6);
    }
}

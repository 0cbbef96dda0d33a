namespace Gossip.Sdp.Tests;

/// <summary>Long, thin, dense and lopsided graphs, up to two thousand edges.</summary>
public class HardGraphTests
{
    public static TheoryData<string, RateObjective> Cases => new(
        from graph in (string[])["path:2", "ring:3", "path:200", "star:120", "ring:250", "complete:40", "barbell:40", "lollipop:60", "geometric:100,r=0.2", "erdos-renyi:100,p=0.1", "grid:13x13", "random-tree:120"]
        from objective in Enum.GetValues<RateObjective>()
        select (graph, objective));

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_standard_gap_is_reached(string graph, RateObjective objective) => Check.Solve(graph, objective).ShouldBeCertified();

    [Fact]
    public void Two_thousand_edges() => Check.Solve("complete:64", RateObjective.Connectivity).ShouldBeCertified().Value.ShouldBeNear(2.0 / 63, 1e-8);
}

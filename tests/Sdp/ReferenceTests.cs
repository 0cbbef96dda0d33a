namespace Gossip.Sdp.Tests;

public class ReferenceTests
{
    [Theory]
    [MemberData(nameof(Reference.Keys), MemberType = typeof(Reference))]
    public void Communications_reach_the_reference_optimum(string name, int nodes)
    {
        Reference reference = Reference.Of(name, nodes);
        Plan plan = RatePlanner.Solve(new RateProgram(reference.Graph), new(Drop: false)).ShouldBeCertified();
        plan.T.ShouldBeNear(reference.T, 1e-8);
        plan.UniformT.ShouldBeNear(reference.UniformT, 1e-10);
        plan.Rated.TotalRate.ShouldBeNear(Math.Sqrt(2) * reference.T, 1e-8);
        (plan.Chi1 * plan.Chi2).ShouldBeNear(0.5, 1e-12);
    }

    [Theory]
    [MemberData(nameof(Reference.Keys), MemberType = typeof(Reference))]
    public void Connectivity_reaches_the_reference_optimum(string name, int nodes)
    {
        Reference reference = Reference.Of(name, nodes);
        Plan plan = RatePlanner.Solve(new RateProgram(reference.Graph, RateObjective.Connectivity)).ShouldBeCertified();
        plan.Value.ShouldBeNear(reference.Lambda2, 1e-8);
        plan.Rated.TotalRate.ShouldBeNear(1, 1e-12);
    }

    [Theory]
    [MemberData(nameof(Reference.Keys), MemberType = typeof(Reference))]
    public void Resistance_reaches_the_reference_optimum(string name, int nodes)
    {
        Reference reference = Reference.Of(name, nodes);
        Plan plan = RatePlanner.Solve(new RateProgram(reference.Graph, RateObjective.Resistance)).ShouldBeCertified();
        plan.Value.ShouldBeNear(reference.TotalResistance, 1e-8);
        plan.Rated.TotalRate.ShouldBeNear(1, 1e-12);
    }

    [Theory]
    [InlineData("erdos_renyi_s0", 8)]
    [InlineData("random_geometric_s0", 16)]
    [InlineData("random_geometric_s0", 64)]
    public void Dropping_silent_edges_lowers_the_value_where_they_hold_it_back(string name, int nodes)
    {
        Reference reference = Reference.Of(name, nodes);
        Plan plan = RatePlanner.Solve(new RateProgram(reference.Graph)).ShouldBeCertified();
        plan.T.ShouldBeLessThan(reference.T * (1 - 5e-4));
        plan.T.ShouldBeGreaterThan(reference.T * (1 - 2e-3));
        (plan.ValueBeforeDropping * Math.Sqrt(0.5)).ShouldBeNear(reference.T, 1e-7);
        for (int e = 0; e < plan.Dropped.Length; e++)
            if (plan.Dropped[e]) plan.Rated.Rates[e].ShouldBe(0);
    }
}

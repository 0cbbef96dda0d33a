namespace Gossip.Topology.Tests;

/// <summary>Resistances without a factorisation: never too small, near, and exact at the top.</summary>
public class BoundTests
{
    public static TheoryData<string> Graphs => new("erdos-renyi:700,p=0.012", "regular:600,d=5", "exponential:600", "small-world:500,k=8,p=0.3", "hypercube:10");

    [Theory, MemberData(nameof(Graphs))]
    public void A_local_bound_is_never_too_small_and_near(string text)
    {
        (RatedGraph rated, Laplacian laplacian, double[] exact, double lambda2) = Of(text);
        LocalBound bound = new(laplacian, lambda2, 4);
        for (int e = 0; e < exact.Length; e++)
        {
            double value = bound.Of(rated.Graph.Edges[e]);
            value.ShouldBeInRange(exact[e] * (1 - 1e-12), exact[e] * 1.25);
        }
    }

    [Theory, MemberData(nameof(Graphs))]
    public void The_largest_is_that_of_the_factor(string text)
    {
        (RatedGraph rated, Laplacian laplacian, double[] exact, double lambda2) = Of(text);
        (double largest, bool isExact) = new ResistanceBounds(rated, laplacian, lambda2).Largest();
        isExact.ShouldBeTrue();
        largest.ShouldBeNear(exact.Where((_, e) => rated.Rates[e] > 0).Max(), 2e-10);
    }

    [Theory, MemberData(nameof(Graphs))]
    public void All_are_those_of_the_factor(string text)
    {
        (RatedGraph rated, Laplacian laplacian, double[] exact, double lambda2) = Of(text);
        (double[] values, bool areExact) = new ResistanceBounds(rated, laplacian, lambda2).All();
        areExact.ShouldBeTrue();
        for (int e = 0; e < exact.Length; e++) values[e].ShouldBeNear(exact[e], 2e-10);
    }

    [Fact]
    public void Where_the_budget_ends_the_value_is_an_upper_bound()
    {
        // every edge of a hypercube is the largest: nothing can be ruled out
        (RatedGraph rated, Laplacian laplacian, double[] exact, double lambda2) = Of("hypercube:10", step: 1);
        (double largest, bool isExact) = new ResistanceBounds(rated, laplacian, lambda2, budget: 1e7).Largest();
        isExact.ShouldBeFalse();
        largest.ShouldBeInRange(exact.Max(), exact.Max() * 1.5);
    }

    [Fact]
    public void Turning_a_ring_is_a_symmetry_and_turning_a_tree_is_none()
    {
        Graph ring = Check.Graph("exponential:20");
        EdgeOrbits.Of(RatedGraph.Uniform(ring)).Distinct().Count().ShouldBe(4);
        EdgeOrbits.Of(new RatedGraph(ring, [.. ring.Edges.Select((_, e) => e == 3 ? 2.0 : 1.0)])).Distinct().Count().ShouldBe(ring.Edges.Length);
        EdgeOrbits.Of(RatedGraph.Uniform(Check.Graph("tree:20"))).Distinct().Count().ShouldBe(19);
    }

    private static (RatedGraph, Laplacian, double[] Exact, double Lambda2) Of(string text, int step = 3)
    {
        Graph graph = Check.Graph(text, 4);
        RatedGraph rated = new(graph, [.. graph.Edges.Select((_, e) => step == 1 ? 1.0 : e % 11 == 0 ? 0.5 : 1.0 + e % step)]);
        Laplacian laplacian = new(rated);
        LaplacianFactor factor = LaplacianFactor.Of(laplacian)!;
        return (rated, laplacian, factor.Resistances(graph), 1 / Spectrum.Second(laplacian, factor).Value);
    }
}

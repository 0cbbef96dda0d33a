using CsCheck;

namespace Gossip.Topology.Tests;

public class FosterTests
{
    [Theory]
    [InlineData(0.0), InlineData(1.0), InlineData(6.0)]
    public void Rates_times_resistances_sum_to_n_minus_one(double decades) =>
        RandomRated.Gen(decades, 120).Sample(rated =>
        {
            double[] r = EffectiveResistances.Of(rated);
            r.Select((x, e) => x * rated.Rates[e]).Sum().ShouldBeNear(rated.Graph.Nodes - 1);
        }, iter: 200);

    [Theory]
    [InlineData("geometric:2000,r=0.05"), InlineData("erdos-renyi:2000,p=0.004"), InlineData("small-world:3000,k=6,p=0.2"), InlineData("grid:12x12x12")]
    public void It_holds_on_thousands_of_nodes(string text)
    {
        Graph graph = Check.Graph(text, 3);
        RatedGraph rated = new(graph, [.. graph.Edges.Select((_, e) => 1.0 + e % 7)]);
        EffectiveResistances.Of(rated).Select((x, e) => x * rated.Rates[e]).Sum().ShouldBeNear(graph.Nodes - 1);
    }

    [Fact]
    public void On_a_tree_every_resistance_is_one_over_its_rate_however_far_apart_rates_are()
    {
        RatedGraph rated = RandomRated.Make(500, 0, 7, 10);
        double[] r = EffectiveResistances.Of(rated);
        for (int e = 0; e < r.Length; e++) r[e].ShouldBeNear(1 / rated.Rates[e], 1e-12);
    }
}

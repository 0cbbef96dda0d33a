using CsCheck;
using Gossip.Core;

namespace Gossip.Topology.Tests;

public class SpectrumTests
{
    [Fact]
    public void It_agrees_with_a_dense_eigen_decomposition() => RandomRated.Gen(1, 80).Sample(Agrees, iter: 100);

    [Theory]
    [InlineData("geometric:250,r=0.12"), InlineData("erdos-renyi:300,p=0.03"), InlineData("grid:15x20"), InlineData("regular:200,d=4"), InlineData("barbell:120")]
    public void It_agrees_on_hundreds_of_nodes(string text) => Agrees(RatedGraph.Uniform(Check.Graph(text, 5), 100));

    [Fact]
    public void Renaming_nodes_changes_nothing() =>
        Gen.Select(RandomRated.Gen(2), Gen.ULong).Sample((rated, seed) =>
        {
            int[] name = [.. Enumerable.Range(0, rated.Graph.Nodes)];
            Draws draws = new CounterStream(seed, Purpose.Layout).From();
            draws.Shuffle<int>(name);
            Graph renamed = new(rated.Graph.Nodes, rated.Graph.Edges.Select(e => new Edge(name[e.I], name[e.J])));
            double[] rates = new double[rated.Rates.Length];
            for (int e = 0; e < rates.Length; e++) rates[renamed.IndexOf(name[rated.Graph.Edges[e].I], name[rated.Graph.Edges[e].J])] = rated.Rates[e];
            (Spectrum one, Spectrum other) = (Spectrum.Of(rated), Spectrum.Of(new RatedGraph(renamed, [.. rates])));
            other.Lambda2.ShouldBeNear(one.Lambda2);
            other.Chi2.ShouldBeNear(one.Chi2);
        }, iter: 100);

    [Fact]
    public void Scaling_all_rates_divides_both_chis() =>
        RandomRated.Gen(1).Sample(rated =>
        {
            (Spectrum one, Spectrum scaled) = (Spectrum.Of(rated), Spectrum.Of(rated.Scale(3.7)));
            scaled.Chi1.ShouldBeNear(one.Chi1 / 3.7);
            scaled.Chi2.ShouldBeNear(one.Chi2 / 3.7);
            scaled.Chi2.ShouldBeLessThanOrEqualTo(scaled.Chi1 * (1 + 1e-12));
        }, iter: 50);

    [Fact]
    public void The_Fiedler_vector_is_an_eigenvector()
    {
        RatedGraph rated = RandomRated.Make(300, 500, 2, 1);
        Spectrum spectrum = Spectrum.Of(rated);
        double[] v = spectrum.Fiedler.ToArray(), image = new double[v.Length];
        new Laplacian(rated).Multiply(v, image);
        for (int i = 0; i < v.Length; i++) image[i].ShouldBe(spectrum.Lambda2 * v[i], 1e-9 * rated.TotalRate);
        v.Sum(x => x * x).ShouldBe(1, 1e-12);
    }

    [Fact]
    public void Edges_of_rate_zero_do_not_count_in_chi2_but_have_a_resistance()
    {
        // a ring of four with a dead chord: the chord's ends see two paths of two
        Graph graph = new(4, [new(0, 1), new(1, 2), new(2, 3), new(0, 3), new(0, 2)]);
        RatedGraph rated = new(graph, [1, 0, 1, 1, 1]);
        graph.Edges[1].ShouldBe(new Edge(0, 2));
        EffectiveResistances.Of(rated)[1].ShouldBe(1, 1e-14);
        Spectrum.Of(rated).Chi2.ShouldBe(0.375, 1e-14);
    }

    [Fact]
    public void Rates_that_leave_the_graph_apart_give_infinite_chis()
    {
        RatedGraph rated = new(Check.Graph("path:3"), [1, 0]);
        Spectrum spectrum = Spectrum.Of(rated);
        (spectrum.Lambda2, spectrum.Chi1, spectrum.Chi2).ShouldBe((0, double.PositiveInfinity, double.PositiveInfinity));
        Should.Throw<InputException>(() => EffectiveResistances.Of(rated)).Message
            .ShouldBe("rates (edges of rate above zero): found 2 separate parts (node 0 cannot reach node 2), expected a connected graph");
    }

    private static void Agrees(RatedGraph rated)
    {
        DenseOracle oracle = new(rated);
        Spectrum spectrum = Spectrum.Of(rated);
        spectrum.Lambda2.ShouldBeNear(oracle.Lambda2);
        spectrum.Chi2.ShouldBeNear(oracle.Resistances.Max() / 2);
        double[] r = EffectiveResistances.Of(rated);
        for (int e = 0; e < r.Length; e++) r[e].ShouldBeNear(oracle.Resistances[e]);
    }
}

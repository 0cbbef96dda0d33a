namespace Gossip.Topology.Tests;

/// <summary>Ten thousand nodes and more. Circulant graphs have eigenvalues Σ_steps 2(1 − cos 2πjs/n), which also give every resistance.</summary>
public class LargeGraphTests
{
    [Theory]
    [InlineData(10_000), InlineData(30_000)]
    public void An_exponential_graph_has_the_spectrum_of_a_circulant(int n)
    {
        Graph graph = Check.Graph($"exponential:{n}");
        int[] steps = [.. graph.NeighboursOf(0).ToArray().Select(x => Math.Min(x.Node, n - x.Node)).Distinct()];
        double[] eigenvalues = [.. Enumerable.Range(1, n - 1).Select(j => steps.Sum(s => 4 * Math.Pow(Math.Sin(Math.PI * ((long)j * s % n) / n), 2)))];
        double[] resistances = [.. steps.Select(s => Enumerable.Range(1, n - 1).Sum(j => 4 * Math.Pow(Math.Sin(Math.PI * ((long)j * s % n) / n), 2) / eigenvalues[j - 1]) / n)];
        int m = graph.Edges.Length;
        Spectrum spectrum = Spectrum.Of(RatedGraph.Uniform(graph));
        spectrum.Lambda2.ShouldBeNear(eigenvalues.Min() / m);
        spectrum.Chi2.ShouldBeNear(resistances.Max() * m / 2, 2e-10);
        spectrum.Chi2IsExact.ShouldBeTrue();
    }

    [Theory]
    [InlineData("geometric:10000,r=0.025"), InlineData("small-world:10000,k=4,p=0.1"), InlineData("erdos-renyi:10000,p=0.001"), InlineData("regular:10000,d=8")]
    public void A_random_graph_of_ten_thousand_nodes_has_a_checked_spectrum(string text)
    {
        Graph graph = Check.Graph(text);
        Spectrum spectrum = Spectrum.Of(RatedGraph.Uniform(graph));
        spectrum.Lambda2Residual.ShouldBeLessThan(2e-9);
        spectrum.Chi2IsExact.ShouldBeTrue();
        // an edge lies between the mean that Foster's theorem gives and one over its own rate
        spectrum.Chi2.ShouldBeInRange((graph.Nodes - 1) / 2.0, graph.Edges.Length / 2.0 * (1 + 1e-9));
        // the vector's own Rayleigh quotient, straight from the edges
        ReadOnlySpan<double> v = spectrum.Fiedler.Span;
        double quotient = 0, square = 0, sum = 0;
        foreach (Edge edge in graph.Edges) quotient += Math.Pow(v[edge.I] - v[edge.J], 2) / graph.Edges.Length;
        foreach (double x in v) (square, sum) = (square + x * x, sum + x);
        sum.ShouldBe(0, 1e-9);
        (quotient / square).ShouldBeNear(spectrum.Lambda2, 1e-9);
    }
}

namespace Gossip.Topology.Tests;

/// <summary>Graphs whose spectra are known on paper. At unit total rate χ₂ = (n−1)/2 on each of them (Foster's theorem and symmetry; on trees R_e = 1/λ_e).</summary>
public class ClosedFormTests
{
    [Theory]
    [InlineData(3), InlineData(5), InlineData(16), InlineData(300), InlineData(10000)]
    public void A_star_has_the_closed_form_spectrum(int n) => Holds($"star:{n}", 1, (n - 1) / Math.Sqrt(2));

    [Theory]
    [InlineData(3), InlineData(16), InlineData(65), InlineData(1000), InlineData(10000)]
    public void A_ring_has_the_closed_form_spectrum(int n) =>
        Holds($"ring:{n}", OneMinusCos(2 * Math.PI / n) * 2, Math.Sqrt(n * (n - 1.0) / (4 * OneMinusCos(2 * Math.PI / n))));

    [Theory]
    [InlineData(2), InlineData(16), InlineData(64), InlineData(65), InlineData(130), InlineData(700)]
    public void A_complete_graph_has_the_closed_form_spectrum(int n) => Holds($"complete:{n}", n, (n - 1) / 2.0);

    [Theory]
    [InlineData(1), InlineData(4), InlineData(7), InlineData(11)]
    public void A_hypercube_has_the_closed_form_spectrum(int d) =>
        Holds($"hypercube:{d}", 2, Math.Sqrt(d * Math.Pow(2, d - 2) * (Math.Pow(2, d) - 1) / 2));

    [Theory]
    [InlineData(2), InlineData(3), InlineData(16), InlineData(257), InlineData(10000)]
    public void A_path_has_the_closed_form_spectrum(int n) =>
        Holds($"path:{n}", 2 * OneMinusCos(Math.PI / n), (n - 1) / (2 * Math.Sqrt(OneMinusCos(Math.PI / n))));

    [Fact]
    public void Petersens_graph_has_the_closed_form_spectrum() => Holds("petersen", 2, Math.Sqrt(33.75));

    [Theory]
    [InlineData(10), InlineData(100)]
    public void A_square_torus_has_the_closed_form_spectrum(int side) =>
        Holds($"torus:{side}x{side}", 2 * OneMinusCos(2 * Math.PI / side),
            Math.Sqrt(2.0 * side * side * (side * side - 1.0) / (4 * OneMinusCos(2 * Math.PI / side))));

    [Fact]
    public void A_grid_of_ten_thousand_nodes_has_the_closed_form_gap()
    {
        Graph graph = Check.Graph("grid:100x100");
        Spectrum.Of(RatedGraph.Uniform(graph, graph.Edges.Length)).Lambda2.ShouldBeNear(2 * OneMinusCos(Math.PI / 100));
    }

    private static void Holds(string text, double lambda2, double t)
    {
        Graph graph = Check.Graph(text);
        Spectrum spectrum = Spectrum.Of(RatedGraph.Uniform(graph));
        spectrum.Lambda2.ShouldBeNear(lambda2 / graph.Edges.Length);
        spectrum.Chi2.ShouldBeNear((graph.Nodes - 1) / 2.0);
        spectrum.Chi2IsExact.ShouldBeTrue();
        Math.Sqrt(spectrum.Chi1 * spectrum.Chi2).ShouldBeNear(t);
        UniformRates.Smallest(graph).TotalRate.ShouldBeNear(Math.Sqrt(2) * t);
    }

    // without the cancellation of 1 − cos at small angles
    private static double OneMinusCos(double angle) => 2 * Math.Pow(Math.Sin(angle / 2), 2);
}

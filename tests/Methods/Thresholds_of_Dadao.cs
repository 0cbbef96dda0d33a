using Gossip.Methods.Linear;
using Gossip.Methods.Predictions;
using Gossip.Topology;
using MathNet.Numerics.LinearAlgebra;

namespace Gossip.Methods.Tests;

/// <summary>
/// Reference values of the factor on the smallest proven rates at which DADAO begins to diverge, from another program's second-moment generator: all
/// nodes have the curvatures μ and L, and the method's χ₁ is that of the lowered rates. Two digits are given.
/// </summary>
public sealed class Thresholds_of_Dadao
{
    private static readonly double[] s_kappas = [1, 4, 100, 1e4];

    [Theory]
    [InlineData("complete:4", 0.67, 0.77, 0.88, 0.90)]
    [InlineData("star:4", 0.71, 0.81, 0.90, 0.92)]
    [InlineData("path:4", 0.78, 0.85, 0.92, 0.94)]
    [InlineData("ring:5", 0.73, 0.82, 0.90, 0.92)]
    [InlineData("paw", 0.67, 0.74, 0.81, 0.83)]
    public void Are_those_of_the_reference(string spec, params double[] expected)
    {
        for (int k = 0; k < s_kappas.Length; k++) Planned(spec, s_kappas[k]).ShouldBe(expected[k], 0.01, $"kappa {s_kappas[k]}");
    }

    [Fact]
    public void Barbells_are_the_exception() => Planned("barbell:16", 4).ShouldBeLessThan(0.51);

    [Fact]
    public void Lie_lower_where_edges_are_slower_than_the_constants_think()
    {
        RatedGraph rated = Rated("ring:5");
        LinearMethod method = Dadao.Create(1, 100, Spectrum.Of(rated).Chi1);
        Hessians hessians = Both(5, 100);
        double threshold = LinearPrediction.Threshold(_ => method, rated, hessians);
        threshold.ShouldBeLessThan(Planned("ring:5", 100));
        LinearPrediction.Of(method, rated.Scale(1.02 * threshold), hessians).Converges.ShouldBeTrue();
        LinearPrediction.Of(method, rated.Scale(0.98 * threshold), hessians).Converges.ShouldBeFalse();
    }

    [Theory]
    [InlineData(1, 1.614)]
    [InlineData(4, 1.499)]
    [InlineData(100, 1.470)]
    public void Above_them_the_rate_is_one_and_a_half_to_twice_the_bound_and_flat(double kappa, double multiple)
    {
        RatedGraph rated = Rated("complete:4");
        double bound = new DadaoConstants(1, kappa, 1).Rate;
        foreach (double s in (double[])[1, 4])
        {
            RatedGraph faster = rated.Scale(s);
            Prediction found = LinearPrediction.Of(Dadao.Create(1, kappa, Spectrum.Of(faster).Chi1), faster, Both(4, kappa));
            (found.Rate / bound).ShouldBe(multiple, 0.02);
        }
    }

    private static double Planned(string spec, double kappa)
    {
        RatedGraph rated = Rated(spec);
        double chi1 = Spectrum.Of(rated).Chi1;
        return LinearPrediction.Threshold(s => Dadao.Create(1, kappa, chi1 / s), rated, Both(rated.Graph.Nodes, kappa));
    }

    private static RatedGraph Rated(string spec) => UniformRates.Smallest(spec == "paw"
        ? new Graph(4, [Edge.Between(0, 1), Edge.Between(1, 2), Edge.Between(0, 2), Edge.Between(2, 3)], spec)
        : GraphSpec.Parse(spec, 0));

    private static Hessians Both(int nodes, double kappa) => new(Enumerable.Repeat(Matrix<double>.Build.DiagonalOfDiagonalArray([1, kappa]), nodes));
}

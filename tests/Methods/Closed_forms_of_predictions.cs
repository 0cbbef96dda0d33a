using Gossip.Methods.Linear;
using Gossip.Methods.Predictions;
using Gossip.Methods.Rounds;
using Gossip.Topology;
using MathNet.Numerics.LinearAlgebra;

namespace Gossip.Methods.Tests;

public sealed class Closed_forms_of_predictions
{
    [Theory]
    [InlineData(0.5)]
    [InlineData(1)]
    [InlineData(1.6)]
    public void Gradient_descent_contracts_by_the_worse_end(double share)
    {
        const double Mu = 1, L = 7;
        double step = share / L, factor = Math.Max(Math.Abs(1 - step * Mu), Math.Abs(1 - step * L));
        Prediction found = RoundPrediction.Of(AllReduce.GradientDescent(step), RatedGraph.Uniform(GraphSpec.Parse("ring:5", 0)), Same(5, Mu, 3, L));
        found.Rate.ShouldBe(-2 * Math.Log(factor), 1e-12);
        found.Regime.ShouldBe(Regime.Exact);
    }

    [Fact]
    public void Gradient_descent_sees_the_mean_Hessian_alone()
    {
        Matrix<double>[] hessians = [Matrix<double>.Build.DenseOfArray(new[,] { { 3, 1.0 }, { 1, 2 } }), Matrix<double>.Build.DenseOfArray(new[,] { { 1, 0 }, { 0, 6.0 } }), Matrix<double>.Build.DenseOfArray(new[,] { { 2, -0.5 }, { -0.5, 1 } })];
        Matrix<double> mean = (hessians[0] + hessians[1] + hessians[2]) / 3;
        double factor = mean.Evd(Symmetricity.Symmetric).EigenValues.Max(h => Math.Abs(1 - 0.2 * h.Real));
        RoundPrediction.Of(AllReduce.GradientDescent(0.2), RatedGraph.Uniform(GraphSpec.Parse("path:3", 0)), new(hessians)).Rate.ShouldBe(-2 * Math.Log(factor), 1e-9);
    }

    [Fact]
    public void Nesterovs_method_has_the_known_rate_at_the_step_that_is_best()
    {
        // at the smallest curvature both roots have the modulus sqrt(beta (1 - h/L)), which is 1 - 1/sqrt(kappa) there
        Prediction found = RoundPrediction.Of(AllReduce.Nesterov(1, 1.0 / 100), RatedGraph.Uniform(GraphSpec.Parse("ring:4", 0)), Same(4, 1, 30, 100));
        found.Rate.ShouldBe(-2 * Math.Log(1 - 1 / Math.Sqrt(100)), 1e-6);
    }

    [Theory]
    [InlineData("complete:6")]
    [InlineData("complete:9")]
    public void Randomized_gossip_on_complete_graphs(string spec)
    {
        // the squared distance to the mean loses w²/2 at an exchange, on average 1/(n - 1) of itself
        RatedGraph rated = RatedGraph.Uniform(GraphSpec.Parse(spec, 0), 5);
        Prediction found = LinearPrediction.Of(RandomizedGossip.Create(), rated, Same(rated.Graph.Nodes, 1));
        found.Rate.ShouldBe(5.0 / (rated.Graph.Nodes - 1), 1e-4);
        found.MeanRate.ShouldBe(2 * 0.5 * 5 * 2.0 / (rated.Graph.Nodes - 1), 1e-9);
    }

    [Theory]
    [InlineData("ring:9")]
    [InlineData("star:7")]
    [InlineData("barbell:8")]
    public void Randomized_gossip_is_as_fast_as_its_proof_at_least(string spec)
    {
        RatedGraph rated = RatedGraph.Uniform(GraphSpec.Parse(spec, 0), 3);
        double lambda2 = Spectrum.Of(rated).Lambda2;
        Prediction found = LinearPrediction.Of(RandomizedGossip.Create(), rated, Same(rated.Graph.Nodes, 1));
        found.Rate.ShouldBeInRange(lambda2 / 2, lambda2);
        found.MeanRate.ShouldBe(lambda2, 1e-9);
    }

    [Fact]
    public void Asynchronous_SGD_of_two_nodes()
    {
        // two nodes, curvature h, step γ, exchanges at rate λ: with a = E(x₁ + x₂)², b = E(x₁ − x₂)², c = −2γh + γ²h²/2, k = γ²h²/2:
        // a' = ca + kb, b' = ka + (c − λ)b
        const double H = 1.3, Step = 0.4, Rate = 0.7;
        double k = Step * Step * H * H / 2, c = -2 * Step * H + k;
        double expected = c - Rate / 2 + Math.Sqrt(Rate * Rate / 4 + k * k);
        Prediction found = LinearPrediction.Of(GossipSgd.Create(Step), new(GraphSpec.Parse("path:2", 0), [Rate]), Same(2, H));
        found.Rate.ShouldBe(-expected, 1e-5);
    }

    [Theory]
    [InlineData("ring:8")]
    [InlineData("star:6")]
    public void Decentralised_gradient_descent_with_one_Hessian(string spec)
    {
        Graph graph = GraphSpec.Parse(spec, 0);
        RatedGraph weights = MixingWeights.AsRates(graph);
        double[] w = [.. Laplacian.Dense(weights).Evd(Symmetricity.Symmetric).EigenValues.Select(l => 1 - l.Real)];
        const double Mu = 0.5, L = 4, Step = 0.2;
        double factor = w.Max(v => Math.Max(Math.Abs(v - Step * Mu), Math.Abs(v - Step * L)));
        RoundPrediction.Of(Dgd.Create(Step), weights, Same(graph.Nodes, Mu, L)).Rate.ShouldBe(-2 * Math.Log(factor), 1e-9);
    }

    [Fact]
    public void Chebyshevs_gossip_has_its_asymptotic_factor()
    {
        RatedGraph rated = RatedGraph.Uniform(GraphSpec.Parse("path:9", 0));
        LaplacianRange range = LaplacianRange.Of(rated);
        double root = Math.Sqrt(range.Gap), factor = (1 - root) / (1 + root);
        RoundPrediction.Of(ChebyshevGossip.Create(range.Gap), rated.Scale(1 / range.Greatest), Same(9, 1)).Rate.ShouldBe(-2 * Math.Log(factor), 1e-3);
    }

    [Theory]
    [InlineData("extra")]
    [InlineData("gradient-tracking")]
    [InlineData("msda")]
    [InlineData("adom-plus")]
    [InlineData("adom-plus, multi-consensus")]
    public void Methods_that_are_exact_converge_whatever_their_sums_keep(string name)
    {
        Graph graph = GraphSpec.Parse("ring:6", 0);
        RatedGraph metropolis = MixingWeights.AsRates(graph), scaled = RatedGraph.Uniform(graph);
        LaplacianRange range = LaplacianRange.Of(scaled);
        scaled = scaled.Scale(1 / range.Greatest);
        (RoundMethod method, RatedGraph weights) = name switch
        {
            "extra" => (Extra.Create(0.1), metropolis),
            "gradient-tracking" => (GradientTracking.Create(0.01), metropolis),
            "msda" => (Msda.Create(1, 5, range.Gap), scaled),
            "adom-plus" => (AdomPlus.Create(1, 5, 1 / range.Gap, false), scaled),
            _ => (AdomPlus.Create(1, 5, 1 / range.Gap, true), scaled),
        };
        Prediction same = RoundPrediction.Of(method, weights, Same(6, 1, 5));
        same.Rate.ShouldBeInRange(1e-3, 10);
        // Hessians that hardly differ take the other way through the code
        Hessians nearly = new(Enumerable.Range(0, 6).Select(i => Matrix<double>.Build.DenseOfArray(new[,] { { 1 + 1e-6 * i, 1e-6 * i * i }, { 1e-6 * i * i, 5 } })));
        RoundPrediction.Of(method, weights, nearly).Rate.ShouldBe(same.Rate, 0.01 * same.Rate);
    }

    private static Hessians Same(int nodes, params double[] curvatures) => new(Enumerable.Repeat(Matrix<double>.Build.DiagonalOfDiagonalArray(curvatures), nodes));
}

using Gossip.Core;
using Gossip.Methods.Linear;
using Gossip.Methods.Predictions;
using Gossip.Nodes.Virtual;
using Gossip.Objectives;
using Gossip.Topology;
using MathNet.Numerics.LinearAlgebra;

namespace Gossip.Nodes.Tests;

/// <summary>The rate that the method's matrices give against that of real runs, their squared distances averaged over seeds.</summary>
public sealed class Predicted_rates_are_measured
{
    [Fact]
    public void For_Dadao_on_quadratics_that_differ_in_curvature_and_place()
    {
        double[] curvatures = [1, 2.5, 6, 3];
        RatedGraph rated = UniformRates.Smallest(GraphSpec.Parse("path:4", 0));
        LinearMethod method = Dadao.Create(1, 6, Spectrum.Of(rated).Chi1);
        Quadratic[] objectives = [.. curvatures.Select((a, i) => new Quadratic(a, [i, 1 - i * i]))];
        Prediction found = LinearPrediction.Of(method, rated, Of(curvatures));
        found.Regime.ShouldBe(Regime.Exact);
        double rate = Measured(method, rated, objectives, seeds: 20, from: 250, to: 750);
        found.Rate.ShouldBe(rate, 0.03 * rate);
    }

    [Fact]
    public void For_asynchronous_SGD_without_its_floor()
    {
        // one optimum for all, so that steps of constant length end there
        double[] curvatures = [0.5, 1, 2, 1.5, 0.8];
        RatedGraph rated = RatedGraph.Uniform(GraphSpec.Parse("ring:5", 0), 3);
        LinearMethod method = GossipSgd.Create(0.25);
        Quadratic[] objectives = [.. curvatures.Select(a => new Quadratic(a, [1, -1]))];
        Prediction found = LinearPrediction.Of(method, rated, Of(curvatures));
        found.Regime.ShouldBe(Regime.Exact);
        found.Rate.ShouldBeLessThan(found.MeanRate);
        double rate = Measured(method, rated, objectives, seeds: 3000, from: 5, to: 17);
        found.Rate.ShouldBe(rate, 0.03 * rate);
    }

    [Fact]
    public void For_gossip_on_a_star()
    {
        RatedGraph rated = RatedGraph.Uniform(GraphSpec.Parse("star:5", 0), 4);
        Prediction found = LinearPrediction.Of(RandomizedGossip.Create(), rated, Of([1, 1, 1, 1, 1]));
        Quadratic[] objectives = [.. Enumerable.Range(0, 5).Select(_ => new Quadratic(1, [0]))];
        double rate = Measured(RandomizedGossip.Create(), rated, objectives, seeds: 3000, from: 3, to: 9, starts: [1, -2, 0.5, 1.5, -1]);
        found.Rate.ShouldBe(rate, 0.03 * rate);
    }

    private static Hessians Of(double[] curvatures) => new(curvatures.Select(a => Matrix<double>.Build.Dense(1, 1, a)));

    /// <summary>−d ln E Σ|xᵢ − x*|²/dt between two times.</summary>
    private static double Measured(LinearMethod method, RatedGraph rated, Quadratic[] objectives, int seeds, double from, double to, double[]? starts = null)
    {
        double[] optimum = new Problem(objectives).Optimum.Point, x = new double[optimum.Length];
        double early = 0, late = 0;
        for (int seed = 1; seed <= seeds; seed++)
        {
            Swarm swarm = new() { Method = method, Objectives = objectives, Schedule = Schedule.Constant(rated), Seed = (ulong)seed };
            SwarmState start = SwarmState.Start(method, objectives, starts?.Select(s => new[] { s }).ToArray(), warm: false);
            using SequentialRuntime run = new(swarm, start);
            run.Advance(from);
            early += Distance(run);
            run.Advance(to);
            late += Distance(run);
            start.Dispose();
        }
        return Math.Log(early / late) / (to - from);

        double Distance(SequentialRuntime run)
        {
            double sum = 0;
            for (int i = 0; i < objectives.Length; i++)
            {
                run.State.Estimate(i, x);
                for (int k = 0; k < x.Length; k++) sum += (x[k] - optimum[k]) * (x[k] - optimum[k]);
            }
            return sum;
        }
    }
}

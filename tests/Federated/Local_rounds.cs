using CsCheck;
using Gossip.Core;
using Gossip.Methods.Federated;
using Gossip.Nodes.Federated;
using Gossip.Objectives;

namespace Gossip.Federated.Tests;

/// <summary>Optimizers and corrections against the papers' lines, written out number by number.</summary>
public sealed class Local_rounds
{
    private const double A = 1.7, Rate = 0.03;
    private static readonly double[] Centre = [1, -2, 0.5];

    private delegate double[] Literal(int steps, double[] start);

    [Fact]
    public void Sgd_is_the_formula() => Same(new Sgd(), (steps, x) =>
    {
        for (int t = 0; t < steps; t++)
            for (int k = 0; k < 3; k++) x[k] -= Rate * A * (x[k] - Centre[k]);
        return x;
    });

    [Fact]
    public void Momentum_is_the_formula() => Same(new Momentum(0.8), (steps, x) =>
    {
        double[] v = new double[3];
        for (int t = 0; t < steps; t++)
            for (int k = 0; k < 3; k++)
            {
                v[k] = 0.8 * v[k] + A * (x[k] - Centre[k]);
                x[k] -= Rate * v[k];
            }
        return x;
    });

    [Fact]
    public void Adam_is_the_formula() => Same(new Adam(0.9, 0.99, 1e-6), (steps, x) => Adam(steps, x, 1e-6, friction: false));

    [Fact]
    public void DiffGrad_is_the_formula() => Same(new DiffGrad(0.9, 0.99, 1e-6), (steps, x) => Adam(steps, x, 1e-6, friction: true));

    [Fact]
    public void FedProx_ends_where_both_pulls_balance()
    {
        // 2000 steps: the fixed point (a c + μ x₀)/(a + μ)
        double[] start = [3, 3, 3], end = Run(new() { Steps = 2000, Rate = Rate, Correction = LocalCorrection.FedProx(0.6) }, start);
        for (int k = 0; k < 3; k++) end[k].ShouldBe((A * Centre[k] + 0.6 * 3) / (A + 0.6), 1e-12);
    }

    [Fact]
    public void FedSpeed_is_its_algorithm_over_several_rounds()
    {
        const double Lambda = 4, Rho = 0.2, Alpha = 0.7;
        LocalUpdate local = new() { Steps = 3, Rate = Rate, Correction = LocalCorrection.FedSpeed(Lambda, Rho, Alpha) };
        FederatedMethod method = FederatedMethod.FedAvg(local);
        Quadratic[] objectives = [new(A, Centre), new(0.4, [0, 4, 1])];
        Federation federation = Federation.ForHorizon(method, objectives, ClientTimes.Spread(2, 0), 10);
        using SequentialFederation run = new(federation, FederationState.Start(federation));
        run.Advance(10);

        double[] x = new double[3];
        double[][] kept = [new double[3], new double[3]], centres = [Centre, [0, 4, 1]];
        double[] curvatures = [A, 0.4];
        for (int round = 0; round < 10; round++)
        {
            double[] next = new double[3];
            for (int i = 0; i < 2; i++)
                for (int k = 0; k < 3; k++)
                {
                    double local0 = x[k];
                    for (int t = 0; t < 3; t++)
                    {
                        double g1 = curvatures[i] * (local0 - centres[i][k]), g2 = curvatures[i] * (local0 + Rho * g1 - centres[i][k]);
                        local0 -= Rate * ((1 - Alpha) * g1 + Alpha * g2 - kept[i][k] + (local0 - x[k]) / Lambda);
                    }
                    kept[i][k] -= (local0 - x[k]) / Lambda;
                    next[k] += (local0 - Lambda * kept[i][k]) / 2;
                }
            x = next;
        }
        for (int k = 0; k < 3; k++) run.State.Server.Model[k].ShouldBe(x[k], 1e-12);
    }

    [Fact]
    public void Long_gradients_are_shortened()
    {
        double[] start = [101, -2, 0.5], end = Run(new() { Rate = 1, Clip = 5 }, start);
        end.ShouldBe([96, -2, 0.5], 1e-12);
    }

    private static void Same(LocalOptimizer optimizer, Literal literal) => Gen.Select(Gen.Int[1, 12], Gen.Double[-3, 3].Array[3]).Sample((steps, start) =>
    {
        double[] found = Run(new() { Steps = steps, Rate = Rate, Optimizer = optimizer }, start), expected = literal(steps, [.. start]);
        for (int k = 0; k < 3; k++) found[k].ShouldBe(expected[k], 1e-12);
    }, iter: 200);

    /// <summary>Where one client ends that starts from a point.</summary>
    private static double[] Run(LocalUpdate local, double[] start)
    {
        Federation federation = Federation.ForHorizon(FederatedMethod.FedAvg(local), [new Quadratic(A, Centre)], ClientTimes.Spread(1, 0), 1);
        using SequentialFederation run = new(federation, FederationState.Start(federation, start));
        run.Advance(1);
        return run.State.Server.Model[..3].ToArray();
    }

    private static double[] Adam(int steps, double[] x, double epsilon, bool friction)
    {
        double[] m = new double[3], v = new double[3], before = new double[3];
        for (int t = 1; t <= steps; t++)
            for (int k = 0; k < 3; k++)
            {
                double g = A * (x[k] - Centre[k]);
                m[k] = 0.9 * m[k] + 0.1 * g;
                v[k] = 0.99 * v[k] + 0.01 * g * g;
                double xi = friction ? 1 / (1 + Math.Exp(-Math.Abs(before[k] - g))) : 1;
                before[k] = g;
                x[k] -= Rate * xi * m[k] / (1 - Math.Pow(0.9, t)) / (Math.Sqrt(v[k] / (1 - Math.Pow(0.99, t))) + epsilon);
            }
        return x;
    }
}

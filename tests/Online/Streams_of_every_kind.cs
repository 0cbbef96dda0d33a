using CsCheck;
using Gossip.Methods.Online;
using Gossip.Nodes.Online;
using Gossip.Objectives.Streams;

namespace Gossip.Online.Tests;

/// <summary>Random orders, label shift and minibatches: what streams say of σ² and Σ², counted from the losses themselves.</summary>
public sealed class Streams_of_every_kind
{
    private const int D = 5;

    [Theory]
    [InlineData(SyntheticLoss.Quadratic)]
    [InlineData(SyntheticLoss.Linear)]
    public void A_random_order_has_each_loss_once_a_pass_and_knows_what_is_left(SyntheticLoss loss)
    {
        const int N = 40, Passes = 3;
        using RandomOrderStream stream = Order(loss, N, N * Passes);
        double[][] pool = [.. Targets(new SyntheticStream(new() { Loss = loss, Sigma = 0.7, Rounds = N, Seed = 9 })).Order(s_lexical)];
        double[][] drawn = [.. Targets(stream)];
        drawn.Length.ShouldBe(N * Passes);
        double[] before = [];
        for (int p = 0; p < Passes; p++)
        {
            double[][] pass = drawn[(p * N)..((p + 1) * N)];
            pass.Order(s_lexical).Zip(pool, (a, b) => a.Zip(b, (x, y) => Math.Abs(x - y)).Max()).Max().ShouldBeLessThan(1e-14);
            for (int k = 0; k < N; k++)
            {
                stream.TryReturn(p * N + k + 1).ShouldBeTrue();
                double[][] left = pass[k..];
                double[] mean = [.. Enumerable.Range(0, D).Select(c => left.Average(b => b[c]))];
                stream.Centre[..D].ToArray().Zip(mean, (a, b) => Math.Abs(a - b)).Max().ShouldBeLessThan(1e-14);
                stream.Variance.ShouldBe(left.Average(b => Square(b, mean)), 1e-13);
                stream.Variation.ShouldBe(before.Length == 0 ? 0 : Square(mean, before), 1e-13);
                before = mean;
            }
        }
        drawn[..N].ShouldNotBe(drawn[N..(2 * N)]);
    }

    [Fact]
    public void A_random_order_drifts_no_more_than_is_proven()
    {
        // Sachs et al.: Σ² ≤ 8G² in one pass, and σ² ≤ Tσ₁² log(2e²σ̄₁²/σ₁²), both on average; here G bounds |b|
        foreach ((int passes, double proven) in ((int, double)[])[(1, 8), (4, 32)])
        {
            double[] found = [.. Enumerable.Range(1, 200).Select(seed =>
            {
                using RandomOrderStream stream = Order(SyntheticLoss.Linear, 60 / passes, 60, (ulong)seed);
                double sum = 0;
                while (stream.Next()) sum += stream.Variation;
                return sum;
            })];
            found.Average().ShouldBeLessThan(proven * 1.2 * 1.2);
            found.Average().ShouldBeGreaterThan(0.1);
        }
    }

    [Fact]
    public void What_is_proven_holds_in_random_orders_and_under_label_shift()
    {
        const double G = 2.2, Diameter = 2;
        Gen<(bool, int, int, double, ulong)> gen = Gen.Select(Gen.Bool, Gen.Int[1, 4], Gen.Int[2, 80], Gen.Double[0.5, 5], Gen.ULong);
        gen.Sample((isOrdered, passes, size, periods, seed) =>
        {
            long T = passes * (long)size;
            LossStream stream = isOrdered ? Order(SyntheticLoss.Quadratic, size, T, seed)
                : new SyntheticStream(new() { Regime = Regime.LabelShift(periods), Sigma = 0.7, Rounds = T, Seed = seed, Batches = [1, passes] });
            double[] u = Comparators.Expected(stream, Case.Ball, T);
            using OnlineRun run = new(stream, Sea.Convex(Case.Ball, Diameter, G, 1).Start(D), new(Case.Ball, D, new(u, [], T)));
            run.Advance(T);
            RegretMeter m = run.Meter;
            double proven = SeaBounds.Convex(new(Diameter, G, 1, m.Variance, m.Variation, m.LargestVariance, m.LargestVariation));
            double path = SeaBounds.Path(Diameter, G, Sea.Delta(Diameter, 1), m.Deviation, m.Moves);
            return m.LargestGradient <= G + 1e-12 && m.Regret <= proven && m.HindsightRegret(false) <= proven && m.LinearRegret <= path + 1e-9 && m.DynamicRegret >= -1e-9;
        }, iter: 500);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Label_shift_varies_as_its_shares_say(int batch)
    {
        const double Sigma = 0.4;
        const long T = 20;
        Regime regime = Regime.LabelShift(2);
        for (long t = 1; t <= T; t += 7)
        {
            // the same round of many seeds
            double[][] drawn = [.. Enumerable.Range(1, 20_000).Select(seed =>
            {
                using SyntheticStream stream = Shifting((ulong)seed);
                stream.TryReturn(t);
                return Target(stream);
            })];
            using SyntheticStream one = Shifting(1);
            one.TryReturn(t);
            double[] shares = [.. Enumerable.Range(0, D).Select(k => Math.Exp(2 * Math.Cos(2 * Math.PI * (2.0 * (t - 1) / T - k / (double)D))))];
            double total = shares.Sum();
            for (int k = 0; k < D; k++)
            {
                one.Centre[k].ShouldBe(shares[k] / total / 2, 1e-15);
                drawn.Average(b => b[k]).ShouldBe(one.Centre[k], 0.015 / Math.Sqrt(batch));
            }
            double[] centre = one.Centre[..D].ToArray();
            one.Variance.ShouldBe((Sigma * Sigma + 0.25 - centre.Sum(c => c * c)) / batch, 1e-15);
            drawn.Average(b => Square(b, centre)).ShouldBe(one.Variance, 0.03 * one.Variance);
        }

        SyntheticStream Shifting(ulong seed) => new(new() { Regime = regime, Sigma = Sigma, Rounds = T, Seed = seed, Batches = [batch] });
    }

    [Fact]
    public void A_round_of_regression_may_be_the_mean_of_several_rows()
    {
        int[] batches = [1, 3, 2];
        using SyntheticStream rows = new(new() { Loss = SyntheticLoss.Regression, Sigma = 0.1, Rounds = 60, Seed = 4 });
        using SyntheticStream means = new(new() { Loss = SyntheticLoss.Regression, Sigma = 0.1, Rounds = 30, Seed = 4, Batches = batches });
        double[] x = [0.3, -0.2, 0.5, 0, 0.1, 0, 0, 0], one = new double[8], sum = new double[8], found = new double[8];
        for (int t = 0; means.Next(); t++)
        {
            int batch = batches[t % 3];
            double value = 0;
            Array.Clear(sum);
            for (int b = 0; b < batch; b++)
            {
                rows.Next();
                value += rows.Gradient(x, one) / batch;
                for (int c = 0; c < D; c++) sum[c] += one[c] / batch;
            }
            means.Gradient(x, found).ShouldBe(value, 1e-14);
            means.Value(x).ShouldBe(value, 1e-14);
            found.Zip(sum, (a, b) => Math.Abs(a - b)).Max().ShouldBeLessThan(1e-14);
            means.Variance.ShouldBe(rows.Variance / batch, 1e-14);
        }
    }

    private static readonly Comparer<double[]> s_lexical = Comparer<double[]>.Create((a, b) => a[0].CompareTo(b[0]));

    private static RandomOrderStream Order(SyntheticLoss loss, int size, long rounds, ulong seed = 9) =>
        new(new(new() { Loss = loss, Sigma = 0.7, Rounds = size, Seed = seed }), rounds);

    private static List<double[]> Targets(LossStream stream)
    {
        List<double[]> targets = [];
        while (stream.Next()) targets.Add(Target(stream));
        return targets;
    }

    /// <summary>b of a loss, by its values: ½|x − b|² falls by b_k − ½ from the origin to e_k, ⟨b, x⟩ rises by b_k.</summary>
    private static double[] Target(LossStream stream)
    {
        double[] x = new double[8], b = new double[D];
        double origin = stream.Value(x);
        for (int k = 0; k < D; k++)
        {
            x[k] = 1;
            double rise = stream.Value(x) - origin;
            b[k] = stream.Environment!.IsLinear ? rise : 0.5 - rise;
            x[k] = 0;
        }
        return b;
    }

    private static double Square(double[] a, double[] b) => a.Zip(b, (x, y) => (x - y) * (x - y)).Sum();
}

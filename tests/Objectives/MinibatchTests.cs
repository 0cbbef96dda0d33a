using Gossip.Core;

namespace Gossip.Objectives.Tests;

public class MinibatchTests
{
    public static TheoryData<string> Sums => [.. Losses.All.Where(loss => loss.Key != "quadratic").Select(loss => loss.Key)];

    [Theory, MemberData(nameof(Sums))]
    public void The_mean_over_all_single_rows_is_the_gradient(string name)
    {
        var f = (IFiniteSum)Losses.All[name]();
        double[] x = Some.Point(f.Dimension, 0.5), mean = new double[x.Length];
        for (int k = 0; k < f.Dimension; k++) mean[k] = f.L2 * x[k];
        for (int r = 0; r < f.Rows; r++) f.AddRowGradients(x, [r], 1.0 / f.Rows, mean);
        Some.RelativeError(mean, Some.Gradient(f, x)).ShouldBeLessThan(1e-12);
    }

    [Theory, MemberData(nameof(Sums))]
    public void An_estimate_is_the_gradient_of_the_table_of_its_rows(string name)
    {
        var full = (IFiniteSum)Losses.All[name]();
        var f = new Minibatch(full, 70, new CounterStream(3, Purpose.Minibatch, 2));
        double[] x = Some.Point(f.Dimension, 0.5), expected = new double[x.Length];
        for (int k = 0; k < f.Dimension; k++) expected[k] = full.L2 * x[k];
        for (int k = 0; k < 70; k++) full.AddRowGradients(x, [f.Row(5, k)], 1.0 / 70, expected);
        Some.RelativeError(Some.Gradient(f, x, 5), expected).ShouldBeLessThan(1e-12);
    }

    [Fact]
    public void Rows_are_drawn_equally_often_and_independently_of_the_one_before()
    {
        const int rows = 7, draws = 70_000;
        var f = new Minibatch(new LeastSquares(Some.Table(rows, 2)), 4, new CounterStream(1, Purpose.Minibatch, 0));
        var pairs = new double[rows * rows];
        for (int t = 0; t < draws; t++)
            for (int k = 0; k < 3; k++)
                pairs[rows * f.Row(t, k) + f.Row(t, k + 1)]++;
        double expected = 3.0 * draws / (rows * rows), chi2 = pairs.Sum(count => (count - expected) * (count - expected) / expected);
        // 48 degrees of freedom: 93 is exceeded once in 10,000; overlapping pairs shift it little
        chi2.ShouldBeLessThan(93);
    }

    [Fact]
    public void The_mean_of_many_estimates_tends_to_the_gradient()
    {
        var full = new Logistic(Some.Table(50, 4, 2), 0.1);
        var f = new Minibatch(full, 8, new CounterStream(1, Purpose.Minibatch, 0));
        double[] x = Some.Point(4), exact = Some.Gradient(full, x), mean = new double[8];
        const int draws = 20_000;
        double variance = 0;
        for (int t = 0; t < draws; t++)
        {
            double[] g = Some.Gradient(f, x, t);
            variance += Math.Pow(Some.Norm(Some.Minus(g, exact)), 2) / draws;
            for (int k = 0; k < 4; k++) mean[k] += g[k] / draws;
        }
        Some.Norm(Some.Minus(mean, exact)).ShouldBeLessThan(4 * Math.Sqrt(variance / draws));
        // with replacement the variance is that of one row over B
        double one = 0;
        for (int r = 0; r < 50; r++)
        {
            double[] g = [.. x.Select(each => 0.1 * each)];
            full.AddRowGradients(x, [r], 1, g);
            one += Math.Pow(Some.Norm(Some.Minus(g, exact)), 2) / 50;
        }
        variance.ShouldBe(one / 8, 0.03 * one / 8);
    }

    [Fact]
    public void The_same_draw_has_the_same_bits_and_allocates_nothing()
    {
        var f = new Minibatch(new Softmax(Some.Table(50, 6, 4), 4, 0.1), 16, new CounterStream(1, Purpose.Minibatch, 0));
        double[] x = Some.Point(24), first = Some.Gradient(f, x, 3), other = Some.Gradient(f, x, 4);
        other.ShouldNotBe(first);
        long before = GC.GetAllocatedBytesForCurrentThread();
        f.Gradient(x, 3, other);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        other.ShouldBe(first);
    }
}

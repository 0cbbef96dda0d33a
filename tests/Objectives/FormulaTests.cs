using CsCheck;
using Gossip.Core;

namespace Gossip.Objectives.Tests;

/// <summary>The kernels against the formulas written out in plain loops.</summary>
public class FormulaTests
{
    private static readonly Gen<(int M, int D, ulong Seed)> Shapes = Gen.Select(Gen.Int[1, 70], Gen.Int[1, 150], Gen.ULong);

    [Fact]
    public void Least_squares_gradients_are_two_over_m_times_transposed_data_times_residuals() =>
        Shapes.Sample(shape =>
        {
            Table data = Some.Table(shape.M, shape.D, 0, shape.Seed);
            double[] x = Some.Point(shape.D, 1, shape.Seed), expected = [.. x.Select(each => 0.2 * each)];
            for (int r = 0; r < shape.M; r++)
            {
                double residual = Dot(data[r], x) - data.Targets[r];
                for (int k = 0; k < shape.D; k++) expected[k] += 2.0 / shape.M * residual * data[r][k];
            }
            Some.RelativeError(Some.Gradient(new LeastSquares(data, 0.2), x), expected).ShouldBeLessThan(1e-12);
        }, iter: 60);

    [Fact]
    public void Logistic_gradients_are_sums_of_sigmoids_times_rows() =>
        Shapes.Sample(shape =>
        {
            Table data = Some.Table(shape.M, shape.D, 2, shape.Seed);
            double[] x = Some.Point(shape.D, 1, shape.Seed), expected = [.. x.Select(each => 0.2 * each)];
            for (int r = 0; r < shape.M; r++)
            {
                double b = data.Targets[r], slope = -b / (1 + Math.Exp(b * Dot(data[r], x)));
                for (int k = 0; k < shape.D; k++) expected[k] += slope / shape.M * data[r][k];
            }
            Some.RelativeError(Some.Gradient(new Logistic(data, 0.2), x), expected).ShouldBeLessThan(1e-12);
        }, iter: 60);

    [Fact]
    public void Softmax_with_two_classes_is_logistic_regression_on_the_difference_of_parameters()
    {
        Table signs = Some.Table(40, 5, 2);
        var classes = new Table("made up", signs.Columns, signs.Features, [.. signs.Targets.Select(b => (b + 1) / 2)]);
        Softmax softmax = new(classes, 2);
        Logistic logistic = new(signs);
        double[] x = Some.Point(10), difference = new double[8];
        for (int k = 0; k < 5; k++) difference[k] = x[5 + k] - x[k];
        softmax.Value(x).ShouldBe(logistic.Value(difference), 1e-14);
        double[] g = Some.Gradient(softmax, x), expected = Some.Gradient(logistic, difference);
        for (int k = 0; k < 5; k++)
        {
            g[5 + k].ShouldBe(expected[k], 1e-15);
            g[k].ShouldBe(-expected[k], 1e-15);
        }
        // the difference of two parameters moves √2 faster than each: L is twice the logistic one
        softmax.L.ShouldBe(2 * logistic.L, 1e-12);
    }

    [Fact]
    public void A_quadratic_pulls_to_its_centre()
    {
        var f = new Quadratic(3, [1, -2]);
        double[] x = [4, 2, 0, 0, 0, 0, 0, 0];
        f.Value(x).ShouldBe(3.0 / 2 * (9 + 16));
        Some.Gradient(f, x).ShouldBe([9, 12, 0, 0, 0, 0, 0, 0]);
        (f.Mu, f.L).ShouldBe((3, 3));
    }

    [Fact]
    public void Extreme_margins_give_finite_gradients_and_values()
    {
        var data = new Table("made up", ["x"], [1e4, -1e4], [1, -1]);
        Logistic f = new(data);
        double[] right = [1, 0, 0, 0, 0, 0, 0, 0], wrong = [-1, 0, 0, 0, 0, 0, 0, 0];
        f.Value(right).ShouldBe(0);
        f.Value(wrong).ShouldBe(1e4);
        Some.Gradient(f, wrong)[0].ShouldBe(-1e4);
        Math.Abs(Some.Gradient(f, right)[0]).ShouldBeLessThan(1e-290);
    }

    private static double Dot(ReadOnlySpan<double> a, double[] x)
    {
        double sum = 0;
        for (int k = 0; k < a.Length; k++) sum += a[k] * x[k];
        return sum;
    }
}

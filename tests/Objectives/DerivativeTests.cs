using Gossip.Core;
using MathNet.Numerics.LinearAlgebra;

namespace Gossip.Objectives.Tests;

public class DerivativeTests
{
    public static TheoryData<string> Names => Losses.Names;

    [Theory, MemberData(nameof(Names))]
    public void The_gradient_is_the_slope_of_the_value(string name)
    {
        ITwiceDifferentiable f = Losses.All[name]();
        double[] x = Some.Point(f.Dimension, 0.5), g = Some.Gradient(f, x);
        double h = 1e-4, scale = Some.Norm(g);
        for (int k = 0; k < f.Dimension; k++)
        {
            // fourth order: error about h⁴ + ε/h
            double Along(double t)
            {
                double[] moved = [.. x];
                moved[k] += t;
                return f.Value(moved);
            }
            double slope = (8 * (Along(h) - Along(-h)) - (Along(2 * h) - Along(-2 * h))) / (12 * h);
            Math.Abs(slope - g[k]).ShouldBeLessThan(1e-8 * (1 + scale));
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void The_padding_of_the_gradient_is_zero(string name)
    {
        ITwiceDifferentiable f = Losses.All[name]();
        double[] g = Some.Gradient(f, Some.Point(f.Dimension));
        g.Length.ShouldBe(Padding.Of(f.Dimension));
        g.AsSpan(f.Dimension).ToArray().ShouldAllBe(tail => tail == 0);
    }

    [Theory, MemberData(nameof(Names))]
    public void Hessian_products_are_slopes_of_the_gradient_and_columns_of_the_Hessian(string name)
    {
        ITwiceDifferentiable f = Losses.All[name]();
        int d = f.Dimension;
        double[] x = Some.Point(d, 0.5), v = Some.Point(d, seed: 2), product = new double[x.Length];
        f.AddHessianProduct(x, v, 2, product);
        double h = 1e-5;
        double[] ahead = Some.Gradient(f, [.. x.Zip(v, (a, b) => a + h * b)]), behind = Some.Gradient(f, [.. x.Zip(v, (a, b) => a - h * b)]);
        Some.RelativeError([.. ahead.Zip(behind, (a, b) => 2 * (a - b) / (2 * h))], product).ShouldBeLessThan(1e-7);

        Matrix<double> hessian = Matrix<double>.Build.Dense(d, d);
        f.AddHessian(x, 2, hessian);
        Some.RelativeError([.. hessian * Vector<double>.Build.Dense(d, k => v[k])], product[..d]).ShouldBeLessThan(1e-12);
    }

    [Theory, MemberData(nameof(Names))]
    public void Mu_and_L_bound_the_Hessian(string name)
    {
        ITwiceDifferentiable f = Losses.All[name]();
        int d = f.Dimension;
        foreach (double scale in new[] { 0, 0.3, 3 })
        {
            Matrix<double> hessian = Matrix<double>.Build.Dense(d, d);
            f.AddHessian(Some.Point(d, scale), 1, hessian);
            double[] values = [.. hessian.Evd(Symmetricity.Symmetric).EigenValues.Select(value => value.Real)];
            values.Min().ShouldBeGreaterThanOrEqualTo(f.Mu - 1e-12 * f.L);
            values.Max().ShouldBeLessThanOrEqualTo(f.L * (1 + 1e-12));
            if (!f.IsQuadratic) continue;
            values.Min().ShouldBe(f.Mu, 1e-12 * f.L);
            values.Max().ShouldBe(f.L, 1e-12 * f.L);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void The_divergence_of_far_points_is_the_difference_of_values(string name)
    {
        ITwiceDifferentiable f = Losses.All[name]();
        double[] y = Some.Point(f.Dimension, 0.5), g = Some.Gradient(f, y);
        foreach (double scale in new[] { 0.05, 1, 20 })
        {
            double[] x = Some.Point(f.Dimension, scale, seed: 3);
            double plain = f.Value(x) - f.Value(y) - Some.Minus(x, y).Zip(g, (a, b) => a * b).Sum();
            f.Divergence(x, y).ShouldBe(plain, 1e-11 * (1 + Math.Abs(plain) + f.Value(x)));
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void The_divergence_of_near_points_is_half_the_Hessians_form_far_below_rounding(string name)
    {
        ITwiceDifferentiable f = Losses.All[name]();
        double[] y = Some.Point(f.Dimension, 0.5), direction = Some.Point(f.Dimension, seed: 3);
        double[] x = [.. y.Zip(direction, (a, b) => a + 1e-9 * b)], delta = Some.Minus(x, y), product = new double[x.Length];
        f.AddHessianProduct(y, delta, 0.5, product);
        double form = delta.Zip(product, (a, b) => a * b).Sum();
        f.Divergence(x, y).ShouldBe(form, 1e-7 * form);
    }

    [Theory, MemberData(nameof(Names))]
    public void A_gradient_allocates_nothing(string name)
    {
        ITwiceDifferentiable f = Losses.All[name]();
        double[] x = Some.Point(f.Dimension), g = new double[x.Length];
        f.Gradient(x, 0, g);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int k = 0; k < 10; k++) f.Gradient(x, k, g);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Theory, MemberData(nameof(Names))]
    public void A_vector_without_padding_is_refused(string name)
    {
        ITwiceDifferentiable f = Losses.All[name]();
        if (f.Dimension % 8 == 0) return;
        Should.Throw<ArgumentException>(() => f.Gradient(new double[f.Dimension], 0, new double[Padding.Of(f.Dimension)]))
            .Message.ShouldContain("padded");
    }
}

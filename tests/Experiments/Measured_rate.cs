using Gossip.Experiments.Report;
using Gossip.Experiments.Running;

namespace Gossip.Experiments.Tests;

public sealed class Measured_rate
{
    [Fact]
    public void Of_an_exponential_is_its_exponent_whether_or_not_it_ends_in_a_floor()
    {
        Slope.Of([.. Enumerable.Range(0, 200).Select(t => At(t, Math.Exp(-0.07 * t)))])!.Value.ShouldBe(0.07, 1e-12);
        // a rise at first, then the fall, then a floor: the rate is that of the fall
        MetricPoint[] points = [.. Enumerable.Range(0, 600).Select(t => At(t, 1e-8 + Math.Exp(-0.07 * t) * (t < 50 ? t + 1 : 50)))];
        Slope.Of(points)!.Value.ShouldBe(0.07, 1e-3);
    }

    [Fact]
    public void Of_too_few_points_is_not_told() => Slope.Of([At(0, 1), At(1, 0.1), At(2, 0.01)]).ShouldBeNull();

    private static MetricPoint At(double time, double error) => new(time, 0, 0, error, error, error, error, double.NaN);
}

using Gossip.Experiments.Report;
using Gossip.Experiments.Running;

namespace Gossip.Experiments.Tests;

/// <summary>
/// Against formulas written out: nodes hold (aᵢ/2)|x − cᵢ|², so x* = Σ aᵢcᵢ / Σ aᵢ and F(x) − F(x*) = (ā/2)|x − x*|².
/// </summary>
public sealed class Measurements
{
    private static readonly double[] Curvature = [1, 2, 4, 8];
    private static readonly double[][] Centre = [[0, 1], [2, -1], [3, 3], [-1, 0.5]];

    [Theory]
    [InlineData(0.0)]
    [InlineData(3.5)]
    public void Are_those_of_the_definitions(double time)
    {
        using TempFolder temp = new();
        File.WriteAllLines(Path.Combine(temp.Path, "q.csv"), Curvature.Zip(Centre, (a, c) => FormattableString.Invariant($"{a},{c[0]},{c[1]}")));
        File.WriteAllLines(Path.Combine(temp.Path, "x0.csv"), ["1,2", "0,0", "-3,1", "5,5"]);
        Setup setup = Setup.Of(Experiment.Parse("problem: { loss: quadratic, data: q.csv }\ngraph: path:4\nstart: x0.csv\nstop: { time: 3.5 }", Path.Combine(temp.Path, "m.yaml")));
        using Session session = new(setup, time == 0 ? null : time);
        session.Run(TestContext.Current.CancellationToken);
        MetricPoint point = time == 0 ? session.Points[0] : session.Points[^1];

        double total = Curvature.Sum();
        double[] optimum = [.. Enumerable.Range(0, 2).Select(c => Curvature.Zip(Centre, (a, centre) => a * centre[c]).Sum() / total)];
        double[][] x = time == 0 ? [[1, 2], [0, 0], [-3, 1], [5, 5]] : [.. Enumerable.Range(0, 4).Select(i => session.Runtime.State.Row(i, 0).ToArray())];
        double[] mean = [.. Enumerable.Range(0, 2).Select(c => x.Average(xi => xi[c]))];

        point.MeanSquaredDistance.ShouldBe(x.Average(xi => Squared(xi, optimum)), 1e-12);
        point.Error.ShouldBe(point.MeanSquaredDistance / new double[][] { [1, 2], [0, 0], [-3, 1], [5, 5] }.Average(xi => Squared(xi, optimum)), 1e-12);
        point.ConsensusDistance.ShouldBe(x.Average(xi => Squared(xi, mean)), 1e-12);
        point.Suboptimality.ShouldBe(total / 4 / 2 * Squared(mean, optimum), 1e-12);
        point.Gradients.ShouldBe(time == 0 ? 0 : Enumerable.Range(0, 4).Sum(i => session.Runtime.State.GradientsOf(i)));
    }

    private static double Squared(double[] a, double[] b) => a.Zip(b, (u, v) => (u - v) * (u - v)).Sum();
}

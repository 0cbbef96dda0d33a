using Gossip.Methods.Linear;
using Gossip.Topology;

namespace Gossip.Methods.Predictions;

/// <summary>
/// The rates of methods with clocks, on quadratics with given Hessians and constant edge rates. Where all nodes have one Hessian it comes from
/// <see cref="GraphModes"/>, for each of its eigenvalues; where they differ, from <see cref="MeanOperator"/> and, if that is small enough, <see cref="MomentOperator"/>.
/// </summary>
public static class LinearPrediction
{
    private const int Most = 12;
    private const double Equal = 1e-9, Fine = 1e-4;

    /// <summary>n²R⁶ up to which pairs of modes are solved for, and n³ that many times over.</summary>
    private const double Pairs = 3e9;

    /// <summary>nRd up to which second moments are iterated with.</summary>
    private const int Moments = 200;

    /// <summary>The rates at which every node takes one gradient per unit of time.</summary>
    public static Prediction Of(LinearMethod method, RatedGraph rated, Hessians hessians)
    {
        Require(rated, hessians);
        Hessians seen = method.IsDual ? hessians.Inverse() : hessians;
        if (!method.TakesGradients && !method.IsDual) return OfEqual(method, rated, [1], Regime.Exact);
        if (seen.Curvatures is { } own && own.All(IsConstant)) return OfEqual(method, rated, [.. own.Select(h => h[0])], Regime.Exact);
        return OfDifferent(method, rated, seen);
    }

    /// <summary>
    /// The least s at which it still converges with all edges' rates times s, within 0.2 %: the largest unstable s below 1. 0 where no s down to a hundredth is unstable;
    /// NaN where it does not converge at 1, or the graph is too large to say. Of Hessians that differ it is that of their mean.
    /// </summary>
    /// <param name="method">The method for rates times s: the same for every s where its constants do not follow.</param>
    /// <param name="rated">The rates at s = 1.</param>
    /// <param name="hessians">The Hessians.</param>
    public static double Threshold(Func<double, LinearMethod> method, RatedGraph rated, Hessians hessians)
    {
        Require(rated, hessians);
        LinearMethod first = method(1);
        if (!Fits(first, rated)) return double.NaN;
        Hessians seen = first.IsDual ? hessians.Inverse() : hessians;
        double[] curvatures = seen.OfMean();
        double[] ends = first.TakesGradients || first.IsDual ? [.. new[] { curvatures[0], curvatures[^1] }.Distinct()] : [1];
        GraphSpectrum spectrum = GraphSpectrum.Of(rated);
        bool IsStable(double s) => ends.All(h => Modes(method(s), rated.Scale(s), spectrum.Scale(s), h).IsStable());
        if (!IsStable(1)) return double.NaN;
        double high = 1, low = 0.8;
        for (; IsStable(low); low *= 0.8)
        {
            high = low;
            if (low < 0.01) return 0;
        }
        while (high - low > 0.002 * high)
        {
            double middle = (low + high) / 2;
            if (IsStable(middle)) high = middle;
            else low = middle;
        }
        return (low + high) / 2;
    }

    private static Prediction OfEqual(LinearMethod method, RatedGraph rated, IReadOnlyList<double> curvatures, Regime regime)
    {
        if (!Fits(method, rated)) return MeanOnly(method, rated, curvatures);
        GraphSpectrum spectrum = GraphSpectrum.Of(rated);
        GraphModes[] all = [.. Distinct(curvatures).Select(h => Modes(method, rated, spectrum, h)).OrderByDescending(modes => modes.MeanAbscissa)];
        double growth = all.Take(Most).Append(all[^1]).Max(modes => modes.Growth());
        return new(-2 * all[0].MeanAbscissa, -growth, regime);
    }

    private static Prediction OfDifferent(LinearMethod method, RatedGraph rated, Hessians seen)
    {
        int d = seen.Dimension, size = method.Rows.Length * seen.Nodes * d;
        double[] mean = seen.OfMean();
        MeanOperator generator = new(System(method, rated, mean.Average()), rated, [.. Enumerable.Range(0, seen.Nodes).Select(i => seen[i].Transpose().ToColumnMajorArray())], d);
        double slowest = generator.Abscissa(Fine);
        if (size <= Moments && new MomentOperator(generator).Growth(-2 * slowest * Fine) is { } exact) return new(-2 * slowest, -exact, Regime.Exact);
        if (!Fits(method, rated)) return new(-2 * slowest, -2 * slowest, Regime.MeanOnly);
        // the noise's share from where it can be had
        Prediction equal = OfEqual(method, rated, mean, Regime.MeanHessian);
        return new(-2 * slowest, -2 * slowest - (equal.MeanRate - equal.Rate), Regime.MeanHessian);
    }

    /// <summary>Of graphs beyond dense eigenvalues: the ends of Λ's spectrum, and points between for want of all of them.</summary>
    private static Prediction MeanOnly(LinearMethod method, RatedGraph rated, IReadOnlyList<double> curvatures)
    {
        LaplacianRange range = LaplacianRange.Of(rated);
        double[] connections = [.. Enumerable.Range(0, 65).Select(k => range.Least * Math.Pow(range.Greatest / range.Least, k / 64.0))];
        double slowest = Distinct(curvatures).Max(h =>
        {
            RowSystem system = System(method, rated, h);
            return connections.Select(l => Abscissa.Of(system.Mean(h, l))).Append(Abscissa.Of(system.MeanOfAll(h))).Max();
        });
        return new(-2 * slowest, -2 * slowest, Regime.MeanOnly);
    }

    private static GraphModes Modes(LinearMethod method, RatedGraph rated, GraphSpectrum spectrum, double curvature) =>
        new(System(method, rated, curvature), rated, spectrum, curvature);

    private static RowSystem System(LinearMethod method, RatedGraph rated, double curvature) => RowSystem.Of(method, curvature, 2 * rated.TotalRate / rated.Graph.Nodes);

    private static bool Fits(LinearMethod method, RatedGraph rated)
    {
        double n = rated.Graph.Nodes;
        return n * n * Math.Pow(method.Rows.Length, 6) <= Pairs && n * n * n <= Pairs / 20;
    }

    private static List<double> Distinct(IReadOnlyList<double> curvatures)
    {
        List<double> kept = [];
        foreach (double h in curvatures.Order())
            if (kept.Count == 0 || h - kept[^1] > Equal * h) kept.Add(h);
        return kept;
    }

    private static bool IsConstant(double[] values) => values.Max() - values.Min() <= Equal * values.Max(Math.Abs);

    private static void Require(RatedGraph rated, Hessians hessians)
    {
        if (hessians.Nodes != rated.Graph.Nodes) throw new ArgumentException($"{hessians.Nodes} Hessians for {rated.Graph.Nodes} nodes");
    }
}

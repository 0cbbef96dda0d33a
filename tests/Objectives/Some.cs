using Gossip.Core;

namespace Gossip.Objectives.Tests;

/// <summary>Made-up data, a pure function of what is asked for.</summary>
internal static class Some
{
    /// <summary>m rows of d features, standard normal; targets: 2 = signs, C &gt; 2 = classes 0..C−1, 0 = normal numbers.</summary>
    public static Table Table(int m, int d, int classes = 0, ulong seed = 1)
    {
        Draws draws = new CounterStream(seed, Purpose.Solver, 77).From();
        var features = new double[m * d];
        var targets = new double[m];
        for (int k = 0; k < features.Length; k++) features[k] = draws.Normal();
        for (int r = 0; r < m; r++)
            targets[r] = classes == 0 ? draws.Normal() : classes == 2 ? 2 * draws.Below(2) - 1 : draws.Below(classes);
        return new Table("made up", [.. Enumerable.Range(1, d).Select(k => $"x{k}")], features, targets);
    }

    /// <summary>A padded vector of d normal numbers.</summary>
    public static double[] Point(int d, double scale = 1, ulong seed = 1)
    {
        Draws draws = new CounterStream(seed, Purpose.Solver, 78).From();
        var x = new double[Padding.Of(d)];
        for (int k = 0; k < d; k++) x[k] = scale * draws.Normal();
        return x;
    }

    public static double[] Gradient(IObjective f, double[] x, long draw = 0)
    {
        var g = new double[x.Length];
        Array.Fill(g, double.NaN);
        f.Gradient(x, draw, g);
        return g;
    }

    public static double Norm(ReadOnlySpan<double> x)
    {
        double sum = 0;
        foreach (double each in x) sum += each * each;
        return Math.Sqrt(sum);
    }

    public static double[] Minus(double[] a, double[] b) => [.. a.Zip(b, (p, q) => p - q)];

    public static double RelativeError(double[] found, double[] expected) => Norm(Minus(found, expected)) / Norm(expected);
}

using Gossip.Methods.Rounds;
using Gossip.Topology;
using MathNet.Numerics.LinearAlgebra;

namespace Gossip.Methods.Predictions;

/// <summary>The rates of methods in rounds on quadratics: −2 ln of the spectral radius of what a round does to deviations from where it ends.</summary>
public static class RoundPrediction
{
    private const int Dense = 64, Held = 60, Products = 6000;
    private const double Fine = 1e-4, Equal = 1e-9;

    /// <summary>The rate per round, exact for these Hessians; that of the mean is the same, for nothing is random.</summary>
    /// <param name="method">The method; a dual one takes the inverse Hessians.</param>
    /// <param name="weights">The graph with the weights of its gossip steps as rates.</param>
    /// <param name="hessians">The Hessians.</param>
    public static Prediction Of(RoundMethod method, RatedGraph weights, Hessians hessians)
    {
        if (hessians.Nodes != weights.Graph.Nodes) throw new ArgumentException($"{hessians.Nodes} Hessians for {weights.Graph.Nodes} nodes");
        Hessians seen = method.IsDual ? hessians.Inverse() : hessians;
        double radius = method.Gradients == 0 ? OfModes(method, weights, [1])
            : seen.Curvatures is { } own && own.All(h => h.Max() - h.Min() <= Equal * h.Max(Math.Abs)) ? OfModes(method, weights, [.. own.Select(h => h[0]).Distinct()])
            : OfAll(method, weights, seen);
        double rate = -2 * Math.Log(radius);
        return new(rate, rate, Regime.Exact);
    }

    private static double OfModes(RoundMethod method, RatedGraph weights, IReadOnlyList<double> curvatures)
    {
        Matrix<double> reached = ReachableRows.Basis(RoundMap.Unreached(method), method.Rows.Length);
        double[] connections = GraphSpectrum.Of(weights).Values;
        return curvatures.Max(h => connections.Select((l, a) =>
        {
            Matrix<double> round = new RoundMap(method, 1, Times(h), Times(l), Times(a == 0 ? 1 : 0)).Dense();
            return Abscissa.Radius(a == 0 ? reached.TransposeThisAndMultiply(round) * reached : round);
        }).Max());
    }

    private static double OfAll(RoundMethod method, RatedGraph weights, Hessians seen)
    {
        int n = seen.Nodes, d = seen.Dimension, length = n * d, rows = method.Rows.Length;
        Laplacian laplacian = new(weights);
        IReadOnlyList<double[]> unreached = RoundMap.Unreached(method);
        RoundMap map = new(method, length, Bend, Connect, Average);
        if (map.Size <= Dense)
        {
            Matrix<double> all = Matrix<double>.Build.Dense(map.Size, map.Size);
            double[] image = new double[map.Size];
            for (int c = 0; c < map.Size; c++)
            {
                double[] unit = new double[map.Size];
                unit[c] = 1;
                Within(unit, image);
                all.SetColumn(c, image);
            }
            return Abscissa.Radius(all);
        }
        double[] start = [.. Enumerable.Range(0, map.Size).Select(k => 1 + Math.Sqrt(2 + k) % 1)];
        Project(start);
        return new Krylov(Within, map.Size, Held).First(start, z => z.Magnitude, z => Fine * Math.Abs(1 - z.Magnitude), Products).Value.Magnitude;

        void Within(ReadOnlySpan<double> x, Span<double> y)
        {
            double[] possible = x.ToArray();
            Project(possible);
            map.Apply(possible, y);
            Project(y);
        }

        void Project(Span<double> x)
        {
            double[] mean = new double[length];
            foreach (double[] one in unreached)
            {
                double[] part = new double[length];
                for (int r = 0; r < rows; r++) Spans.Add(one[r], x.Slice(r * length, length), part);
                Average(part, mean);
                for (int r = 0; r < rows; r++) Spans.Add(-one[r], mean, x.Slice(r * length, length));
            }
        }

        void Bend(ReadOnlySpan<double> x, Span<double> y)
        {
            for (int i = 0; i < n; i++)
                for (int k = 0; k < d; k++)
                {
                    double sum = 0;
                    for (int l = 0; l < d; l++) sum += seen[i][k, l] * x[i * d + l];
                    y[i * d + k] = sum;
                }
        }

        void Connect(ReadOnlySpan<double> x, Span<double> y)
        {
            double[] from = new double[n], to = new double[n];
            for (int k = 0; k < d; k++)
            {
                for (int i = 0; i < n; i++) from[i] = x[i * d + k];
                laplacian.Multiply(from, to);
                for (int i = 0; i < n; i++) y[i * d + k] = to[i];
            }
        }

        void Average(ReadOnlySpan<double> x, Span<double> y)
        {
            for (int k = 0; k < d; k++)
            {
                double sum = 0;
                for (int i = 0; i < n; i++) sum += x[i * d + k];
                for (int i = 0; i < n; i++) y[i * d + k] = sum / n;
            }
        }
    }

    private static LinearMap Times(double factor) => (x, y) =>
    {
        for (int k = 0; k < y.Length; k++) y[k] = factor * x[k];
    };
}

using Gossip.Sdp.Algebra;

namespace Gossip.Sdp.FirstOrder;

/// <summary>
/// The limited-memory BFGS method (Nocedal and Wright, Numerical Optimization, algorithm 7.4) with Armijo's rule, first
/// scaled by a given diagonal.
/// </summary>
internal sealed class Lbfgs(Landscape landscape, double[] u)
{
    private const int Memory = 30;
    private const double LargestMove = 1;

    private readonly List<(double[] S, double[] Y, double Product)> _pairs = [];

    /// <summary>
    /// Runs, with the pairs of the last run where there was one, until <paramref name="enough"/>, told of the decrease of every accepted step, says so, or no step goes down.
    /// </summary>
    public void Run(Func<double, bool> enough)
    {
        double[] gradient = new double[u.Length], next = new double[u.Length], trial = new double[u.Length];
        double value = landscape.At(u, gradient);
        if (enough(0)) return;
        while (true)
        {
            double[] direction = Direction(gradient);
            double slope = Rows.Dot(direction, gradient);
            if (!(slope < 0))
            {
                if (_pairs.Count == 0) return;
                _pairs.Clear();
                continue;
            }
            double step = Math.Min(1, LargestMove / direction.Max(Math.Abs)), there = double.PositiveInfinity;
            for (int attempt = 0; attempt < 12; attempt++, step *= 0.4)
            {
                for (int e = 0; e < u.Length; e++) trial[e] = u[e] + step * direction[e];
                there = landscape.At(trial, next);
                if (there <= value + 1e-4 * step * slope) break;
            }
            if (!(there <= value + 1e-4 * step * slope))
            {
                if (_pairs.Count == 0) return;
                _pairs.Clear();
                continue;
            }
            double[] s = new double[u.Length], y = new double[u.Length];
            for (int e = 0; e < u.Length; e++) (s[e], y[e]) = (trial[e] - u[e], next[e] - gradient[e]);
            double product = Rows.Dot(s, y);
            if (product > -1e-10 * step * slope) _pairs.Add((s, y, product));
            if (_pairs.Count > Memory) _pairs.RemoveAt(0);
            trial.CopyTo(u, 0);
            (gradient, next) = (next, gradient);
            double decrease = value - there;
            value = there;
            if (enough(decrease)) return;
        }
    }

    private double[] Direction(double[] gradient)
    {
        double[] q = [.. gradient.Select(g => -g)], alpha = new double[_pairs.Count];
        for (int k = _pairs.Count - 1; k >= 0; k--)
        {
            alpha[k] = Rows.Dot(_pairs[k].S, q) / _pairs[k].Product;
            Rows.AddScaled(-alpha[k], _pairs[k].Y, q);
        }
        double factor = 1 / (2 * landscape.Power);
        if (_pairs.Count > 0)
        {
            (_, double[] y, double product) = _pairs[^1];
            double scaled = 0;
            for (int e = 0; e < y.Length; e++) scaled += y[e] * y[e] / landscape.Shares[e];
            factor = product / scaled;
        }
        for (int e = 0; e < q.Length; e++) q[e] *= factor / landscape.Shares[e];
        for (int k = 0; k < _pairs.Count; k++)
            Rows.AddScaled(alpha[k] - Rows.Dot(_pairs[k].Y, q) / _pairs[k].Product, _pairs[k].S, q);
        return q;
    }
}

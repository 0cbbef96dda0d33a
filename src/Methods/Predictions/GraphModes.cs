using Gossip.Topology;
using MathNet.Numerics.LinearAlgebra;

namespace Gossip.Methods.Predictions;

/// <summary>
/// Second moments where every node has the same curvature h. In the basis of Λ's eigenvectors u_a the mean splits into R × R blocks M_a, and the
/// moments S = Σ u_a u_bᵀ ⊗ X_ab into R × R blocks that only the events' noise couples:
/// <code>
/// X_ab' = M_a X_ab + X_ab M_bᵀ + b bᵀ Σᵢ wᵢ u_a(i) u_b(i) + e eᵀ Σ_f λ_f w_f (u_a·δ_f)(u_b·δ_f)
/// </code>
/// with K = b pᵀ what a gradient event adds, wᵢ = pᵀS_ii p and w_f = cᵀ(S_ii − S_ij − S_ji + S_jj)c what events see. Moments grow as e^(λt) for
/// the λ at which what events see renews itself: the n + m numbers w with w = T(λ)w, T(λ) ≥ 0 in every entry and falling in λ. For this nothing
/// larger than R² × R² is solved, twice for each pair of modes.
/// </summary>
internal sealed class GraphModes
{
    private const int Iterations = 2000;
    private const double Settled = 1e-10;

    private readonly RowSystem _system;
    private readonly Matrix<double> _vectors, _differences;
    private readonly Matrix<double>[] _means, _bases;
    private readonly double[] _rates, _kick, _look;
    private readonly double _curvature;
    private readonly Vector<double> _seen;

    /// <param name="system">The method.</param>
    /// <param name="rated">The graph with its rates.</param>
    /// <param name="graph">The eigenvectors of its Λ.</param>
    /// <param name="curvature">h; of dual methods that of the conjugates.</param>
    public GraphModes(RowSystem system, RatedGraph rated, GraphSpectrum graph, double curvature)
    {
        (_system, _curvature, _rates) = (system, curvature, [.. rated.Rates]);
        int n = rated.Graph.Nodes;
        _vectors = graph.Vectors;
        _differences = Matrix<double>.Build.Dense(_rates.Length, n, (e, a) => _vectors[rated.Graph.Edges[e].I, a] - _vectors[rated.Graph.Edges[e].J, a]);
        Matrix<double> reached = system.Reached, all = Matrix<double>.Build.DenseIdentity(system.Rows);
        _bases = [.. Enumerable.Range(0, n).Select(a => a == 0 ? reached : all)];
        _means = [.. Enumerable.Range(0, n).Select(a => _bases[a].TransposeThisAndMultiply(system.Mean(curvature, graph.Values[a])) * _bases[a])];
        MeanAbscissa = _means.Max(Abscissa.Of);
        (_kick, _look) = Factors(system, curvature);
        _seen = Vector<double>.Build.Dense(n + _rates.Length, 1);
    }

    /// <summary>The largest real part of the mean's eigenvalues.</summary>
    public double MeanAbscissa { get; }

    /// <summary>λ: E|s|² behaves as e^(λt) in the long run.</summary>
    public double Growth()
    {
        double mean = 2 * MeanAbscissa, scale = Math.Max(Math.Abs(mean), 1e-9);
        double low = 0, high = scale;
        while (Renewal(mean + high) > 1)
        {
            (low, high) = (high, 4 * high);
            if (high > 1e12 * scale) return double.PositiveInfinity;
        }
        if (low == 0)
        {
            for (low = high / 8; Renewal(mean + low) < 1; low /= 8)
            {
                high = low;
                if (low < 1e-7 * scale) return mean;
            }
        }
        while (high - low > 1e-5 * Math.Max(Math.Abs(mean + high), 1e-3 * scale))
        {
            double middle = high < 2 * low ? (low + high) / 2 : Math.Sqrt(low * high);
            if (Renewal(mean + middle) > 1) low = middle;
            else high = middle;
        }
        return mean + (low + high) / 2;
    }

    /// <summary>Whether E|s|² → 0.</summary>
    public bool IsStable() => MeanAbscissa < 0 && Renewal(0) < 1;

    /// <summary>The spectral radius of T(λ), for λ above twice the mean's abscissa; stops early where it is plain on which side of 1 it lies.</summary>
    private double Renewal(double growth)
    {
        (Matrix<double> gg, Matrix<double> ge, Matrix<double> eg, Matrix<double> ee) = Responses(growth);
        int n = _vectors.RowCount, m = _rates.Length;
        double[] next = new double[n + m];
        for (int k = 0; k < Iterations; k++)
        {
            Matrix<double> nodes = Weighted(_vectors, i => _seen[i]), edges = Weighted(_differences, e => _rates[e] * _seen[n + e]);
            Read(_vectors, gg.PointwiseMultiply(nodes) + ge.PointwiseMultiply(edges), next.AsSpan(0, n));
            Read(_differences, eg.PointwiseMultiply(nodes) + ee.PointwiseMultiply(edges), next.AsSpan(n));
            // T ≥ 0: its spectral radius lies between the least and the greatest growth of any entry (Collatz)
            double least = double.PositiveInfinity, greatest = 0, total = next.Sum();
            if (!(total > 0)) return 0;
            for (int s = 0; s < next.Length; s++)
            {
                double ratio = next[s] / _seen[s];
                if (next[s] > 0 || _seen[s] > 1e-200) (least, greatest) = (Math.Min(least, ratio), Math.Max(greatest, ratio));
                _seen[s] = Math.Max(next[s] / total, 1e-200);
            }
            if (greatest - least <= Settled * greatest || least > 1 || greatest < 1) return (least + greatest) / 2;
        }
        return 1;
    }

    /// <summary>What gradients and exchanges see of each pair of modes after a unit of noise of either, over all time, weighted with e^(−λt).</summary>
    private (Matrix<double> Gg, Matrix<double> Ge, Matrix<double> Eg, Matrix<double> Ee) Responses(double growth)
    {
        int n = _means.Length;
        Matrix<double>[] all = [.. Enumerable.Range(0, 4).Select(_ => Matrix<double>.Build.Dense(n, n))];
        double weight = _system.IsDual ? _curvature : 1;
        double[][] kicks = [.. _bases.Select(b => b.TransposeThisAndMultiply(Vector<double>.Build.Dense(_kick)).ToArray())];
        double[][] pushes = [.. _bases.Select(b => b.TransposeThisAndMultiply(Vector<double>.Build.Dense(_system.Exchange)).ToArray())];
        double[][] looks = [.. _bases.Select(b => b.TransposeThisAndMultiply(Vector<double>.Build.Dense(_look)).ToArray())];
        double[][] messages = [.. _bases.Select(b => (b.TransposeThisAndMultiply(Vector<double>.Build.Dense(_system.Message)) * weight).ToArray())];
        for (int a = 0; a < n; a++)
            for (int b = 0; b <= a; b++)
            {
                int rows = _means[a].RowCount, columns = _means[b].RowCount;
                if (rows == 0 || columns == 0) continue;
                double[] gradient = Outer(kicks[a], kicks[b]), exchange = Outer(pushes[a], pushes[b]);
                Sylvester.Solve(growth, _means[a], _means[b], gradient, exchange);
                all[0][a, b] = all[0][b, a] = Between(looks[a], gradient, looks[b]);
                all[1][a, b] = all[1][b, a] = Between(looks[a], exchange, looks[b]);
                all[2][a, b] = all[2][b, a] = Between(messages[a], gradient, messages[b]);
                all[3][a, b] = all[3][b, a] = Between(messages[a], exchange, messages[b]);
            }
        return (all[0], all[1], all[2], all[3]);
    }

    /// <summary>K = J + h·g aᵀ = b pᵀ, which has rank one in every method here.</summary>
    private static (double[] Kick, double[] Look) Factors(RowSystem system, double curvature)
    {
        int rows = system.Rows;
        double pull = system.IsDual ? 0 : curvature;
        Matrix<double> jump = Matrix<double>.Build.Dense(rows, rows, (r, q) => system.Jump[r, q] + pull * system.Gain[r] * system.Estimate[q]);
        if (jump.FrobeniusNorm() == 0) return (new double[rows], new double[rows]);
        var svd = jump.Svd();
        if (rows > 1 && svd.S[1] > 1e-9 * svd.S[0]) throw new NotSupportedException("a gradient event of a rank above one");
        return ((svd.U.Column(0) * svd.S[0]).ToArray(), svd.VT.Row(0).ToArray());
    }

    private static Matrix<double> Weighted(Matrix<double> x, Func<int, double> weight) =>
        x.TransposeThisAndMultiply(Matrix<double>.Build.Dense(x.RowCount, x.ColumnCount, (r, c) => weight(r) * x[r, c]));

    private static void Read(Matrix<double> x, Matrix<double> moments, Span<double> to)
    {
        Matrix<double> product = x * moments;
        for (int r = 0; r < to.Length; r++)
        {
            double sum = 0;
            for (int c = 0; c < x.ColumnCount; c++) sum += product[r, c] * x[r, c];
            to[r] = Math.Max(sum, 0);
        }
    }

    private static double[] Outer(double[] u, double[] v) => [.. from x in u from y in v select x * y];

    private static double Between(double[] u, double[] x, double[] v)
    {
        double sum = 0;
        for (int r = 0; r < u.Length; r++)
            for (int q = 0; q < v.Length; q++) sum += u[r] * x[r * v.Length + q] * v[q];
        return sum;
    }
}

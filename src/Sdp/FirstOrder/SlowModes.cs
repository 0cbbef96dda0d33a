using Gossip.Core;
using Gossip.Sdp.Algebra;
using MathNet.Numerics.LinearAlgebra;

namespace Gossip.Sdp.FirstOrder;

/// <summary>
/// The lowest eigenpairs of Λ above zero: the Rayleigh–Ritz method for Λ⁺ on the span of a block X and of Λ⁺X, from the
/// block that it found last. As many as weigh something, (λ₂/λ_k)^power &gt; <see cref="Negligible"/>, but at most <see cref="Most"/>.
/// </summary>
internal sealed class SlowModes
{
    private const int Most = 240;
    private const double Negligible = 1e-5, Tolerance = 1e-5;
    private const int MostRounds = 40;

    private readonly Resistances _green;
    private Draws _draws = new CounterStream(0, Purpose.Solver, 7).From();
    private readonly int _nodes;
    private double[][] _block, _images = [];

    public SlowModes(int nodes, Resistances green)
    {
        (_nodes, _green, _block) = (nodes, green, []);
        Grow(Math.Min(8, nodes - 1));
    }

    public static string Debug="";
    /// <summary>λ_k, ascending, those that weigh something.</summary>
    public double[] Values { get; private set; } = [];

    /// <summary>Unit vectors v_k, as many as values.</summary>
    public ReadOnlySpan<double[]> Vectors => _block.AsSpan(0, Values.Length);

    /// <summary>Finds them for the Λ that was eliminated last.</summary>
    public void Find(double power)
    {
        _images = Apply(_block);
        int[] open = [.. Enumerable.Range(0, _block.Length)];
        for (int round = 0; round < MostRounds; round++)
        {
            (double[] theta, double[] residuals) = Improve(open);
            double[] weights = [.. theta.Select(t => Math.Pow(t / theta[0], power))];
            int heavy = weights.TakeWhile(w => w >= Negligible).Count();
            open = [.. Enumerable.Range(0, heavy).Where(k => Math.Sqrt(weights[k]) * residuals[k] > Tolerance)];
            Values = [.. theta.Take(heavy).Select(t => 1 / t)];
            bool enough = heavy + 2 <= theta.Length || theta.Length == Math.Min(Most, _nodes - 1);
            if (enough && open.Length == 0)
            {
                Debug=$"{heavy} of {theta.Length} rounds {round+1}"; _block = _block[..Math.Min(_block.Length, heavy + Math.Max(6, heavy / 2))];
                return;
            }
            if (enough) continue;
            Grow(Math.Min(Math.Min(Most, _nodes - 1), 3 * theta.Length / 2 + 4));
            open = [.. Enumerable.Range(0, _block.Length)];
        }
    }

    private void Grow(int size)
    {
        int before = _block.Length;
        List<double[]> block = [.. _block];
        while (block.Count < size)
        {
            double[] x = new double[_nodes];
            for (int i = 0; i < x.Length; i++) x[i] = _draws.Normal();
            Append(block, x);
        }
        _block = [.. block];
        if (before > 0) _images = [.. _images, .. Apply(_block[before..])];
    }

    /// <summary>Appends x, made orthonormal to the basis and to constants; leaves it out where nothing is left of it.</summary>
    private static void Append(List<double[]> basis, double[] x)
    {
        double before = Math.Sqrt(Rows.Dot(x, x));
        for (int pass = 0; pass < 2; pass++)
        {
            double mean = x.Average();
            for (int i = 0; i < x.Length; i++) x[i] -= mean;
            foreach (double[] b in basis) Rows.AddScaled(-Rows.Dot(b, x), b, x);
        }
        double length = Math.Sqrt(Rows.Dot(x, x));
        if (!(length > 1e-11 * before)) return;
        for (int i = 0; i < x.Length; i++) x[i] /= length;
        basis.Add(x);
    }

    /// <summary>
    /// One round, with the images of the vectors in <paramref name="open"/> as new directions; the block's Ritz values θ (of
    /// Λ⁺, descending) and |Λ⁺v − θv|/θ.
    /// </summary>
    private (double[] Theta, double[] Residuals) Improve(int[] open)
    {
        int size = _block.Length;
        List<double[]> basis = [.. _block];
        foreach (int k in open) Append(basis, (double[])_images[k].Clone());
        double[][] images = [.. _images, .. Apply([.. basis.Skip(size)])];

        Dense left = Stack(basis), right = Stack(images), projected = new(basis.Count, basis.Count);
        Product.Add(1, left.All, right.All.T, projected.All);
        projected.Symmetrize();
        var evd = Matrix<double>.Build.Dense(basis.Count, basis.Count, (i, j) => projected[i, j]).Evd(Symmetricity.Symmetric);
        Dense coefficients = new(size, basis.Count), vectors = new(size, _nodes), moved = new(size, _nodes);
        double[] theta = new double[size], residuals = new double[size];
        for (int k = 0; k < size; k++)
        {
            theta[k] = evd.EigenValues[basis.Count - 1 - k].Real;
            for (int b = 0; b < basis.Count; b++) coefficients[k, b] = evd.EigenVectors[b, basis.Count - 1 - k];
        }
        Product.Add(1, coefficients.All, left.All, vectors.All);
        Product.Add(1, coefficients.All, right.All, moved.All);
        GC.KeepAlive(right);
        GC.KeepAlive(coefficients);
        for (int k = 0; k < size; k++)
        {
            _block[k] = vectors.Row(k).ToArray();
            _images[k] = moved.Row(k).ToArray();
            Rows.AddScaled(-theta[k], vectors.Row(k), moved.Row(k));
            residuals[k] = Math.Sqrt(Rows.Dot(moved.Row(k), moved.Row(k))) / theta[k];
        }
        return (theta, residuals);
    }

    private double[][] Apply(double[][] vectors)
    {
        Dense x = new(_nodes, vectors.Length);
        for (int c = 0; c < vectors.Length; c++)
            for (int i = 0; i < _nodes; i++) x[i, c] = vectors[c][i];
        _green.Solve(x);
        double[][] result = new double[vectors.Length][];
        for (int c = 0; c < result.Length; c++)
        {
            result[c] = new double[_nodes];
            for (int i = 0; i < _nodes; i++) result[c][i] = x[i, c];
        }
        return result;
    }

    private static Dense Stack(IReadOnlyList<double[]> rows)
    {
        Dense m = new(rows.Count, rows[0].Length);
        for (int k = 0; k < rows.Count; k++) rows[k].CopyTo(m.Row(k));
        return m;
    }
}

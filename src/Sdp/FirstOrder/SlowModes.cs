using Gossip.Core;
using Gossip.Sdp.Algebra;
using MathNet.Numerics.LinearAlgebra;

namespace Gossip.Sdp.FirstOrder;

/// <summary>
/// The lowest eigenpairs of Λ above zero, by the Rayleigh–Ritz method for G = Λ⁺ on a block X, its images GX and the last
/// steps (after Knyazev's LOBPCG, SIAM J. Sci. Comput. 23, 2001), from the block found last. As many as weigh something,
/// (λ₂/λ_k)^power ≥ <see cref="Negligible"/>, but at most <see cref="Most"/>.
/// </summary>
internal sealed class SlowModes
{
    private const int Most = 240, MostRounds = 40;
    private const double Negligible = 1e-5;

    private readonly Resistances _green;
    private readonly int _nodes;
    private Draws _draws = new CounterStream(0, Purpose.Solver, 7).From();
    private Span _block, _steps;

    public SlowModes(int nodes, Resistances green)
    {
        (_nodes, _green) = (nodes, green);
        _steps = _block = new(new(0, nodes), new(0, nodes));
    }

    /// <summary>λ_k, ascending, those that weigh something.</summary>
    public double[] Values { get; private set; } = [];

    /// <summary>The unit vector v_k.</summary>
    public ReadOnlySpan<double> Vector(int k) => _block.Vectors.Row(k);

    /// <summary>
    /// Finds them for the Λ that was eliminated last, until √weight |Gv − θv|/θ is below <paramref name="tolerance"/>.
    /// </summary>
    public void Find(double power, double tolerance)
    {
        _block = new(_block.Vectors, Apply(_block.Vectors));
        _steps = new(new(0, _nodes), new(0, _nodes));
        if (_block.Count == 0) Grow(Math.Min(8, _nodes - 1));
        int[] open = [.. Enumerable.Range(0, _block.Count)];
        for (int round = 0; round < MostRounds; round++)
        {
            (double[] theta, double[] residuals) = Improve(open);
            double[] weights = [.. theta.Select(t => Math.Pow(t / theta[0], power))];
            int heavy = weights.TakeWhile(w => w >= Negligible).Count();
            open = [.. Enumerable.Range(0, heavy).Where(k => Math.Sqrt(weights[k]) * residuals[k] > tolerance)];
            Values = [.. theta.Take(heavy).Select(t => 1 / t)];
            bool enough = heavy + 2 <= theta.Length || theta.Length == Math.Min(Most, _nodes - 1);
            if (enough && open.Length == 0)
            {
                _block = new(Span.Pick(_block.Vectors, [.. Enumerable.Range(0, Math.Min(_block.Count, heavy + Math.Max(6, heavy / 3)))]), null);
                return;
            }
            if (enough) continue;
            Grow(Math.Min(Math.Min(Most, _nodes - 1), 3 * theta.Length / 2 + 4));
            open = [.. Enumerable.Range(0, _block.Count)];
        }
    }

    private void Grow(int size)
    {
        Dense random = new(size - _block.Count, _nodes);
        for (int k = 0; k < random.Rows; k++)
            foreach (ref double x in random.Row(k)) x = _draws.Normal();
        Dense more = _block.Beyond(random, null).Vectors;
        _block = _block.With(new(more, Apply(more)));
    }

    /// <summary>
    /// One round, with new directions for the vectors in <paramref name="open"/>; the block's Ritz values θ (of G,
    /// descending) and |Gv − θv|/θ.
    /// </summary>
    private (double[] Theta, double[] Residuals) Improve(int[] open)
    {
        int size = _block.Count;
        int[] moved = [.. open.Where(k => k < _steps.Count)];
        Span basis = _block.With(_block.Beyond(Span.Pick(_steps.Vectors, moved), Span.Pick(_steps.Images, moved)));
        Dense fresh = basis.Beyond(Span.Pick(_block.Images, open), null).Vectors;
        basis = basis.With(new(fresh, Apply(fresh)));

        int count = basis.Count;
        Dense projected = new(count, count), coefficients = new(size, count);
        Product.Add(1, basis.Vectors.All, basis.Images.All.T, projected.All);
        projected.Symmetrize();
        var evd = Matrix<double>.Build.Dense(count, count, (i, j) => projected[i, j]).Evd(Symmetricity.Symmetric);
        double[] theta = new double[size], residuals = new double[size];
        for (int k = 0; k < size; k++)
        {
            theta[k] = evd.EigenValues[count - 1 - k].Real;
            for (int b = 0; b < count; b++) coefficients[k, b] = evd.EigenVectors[b, count - 1 - k];
        }
        (_block, _steps) = (basis.Combine(coefficients, 0), basis.Combine(coefficients, size));
        for (int k = 0; k < size; k++)
        {
            double[] rest = _block.Images.Row(k).ToArray();
            Rows.AddScaled(-theta[k], _block.Vectors.Row(k), rest);
            residuals[k] = Math.Sqrt(Rows.Dot(rest, rest)) / theta[k];
        }
        return (theta, residuals);
    }

    /// <summary>G times each row.</summary>
    private Dense Apply(Dense vectors)
    {
        Dense x = new(_nodes, vectors.Rows), result = new(vectors.Rows, _nodes);
        for (int c = 0; c < vectors.Rows; c++)
            for (int i = 0; i < _nodes; i++) x[i, c] = vectors[c, i];
        _green.Solve(x);
        for (int c = 0; c < vectors.Rows; c++)
            for (int i = 0; i < _nodes; i++) result[c, i] = x[i, c];
        return result;
    }
}

using MathNet.Numerics.LinearAlgebra;

namespace Gossip.Methods.Predictions;

/// <summary>The Hessians Hᵢ of the nodes' objectives, d × d each: all that a prediction needs to know of quadratics.</summary>
public sealed class Hessians
{
    private const double Rounding = 1e-9;

    private readonly Matrix<double>[] _all;

    /// <summary>Hᵢ of every node, symmetric.</summary>
    public Hessians(IEnumerable<Matrix<double>> all)
    {
        _all = [.. all];
        if (_all.Length == 0 || _all.Any(h => h.RowCount != Dimension || h.ColumnCount != Dimension)) throw new ArgumentException("Hessians are square, of one size, and one a node", nameof(all));
        Curvatures = Joint();
    }

    /// <summary>n.</summary>
    public int Nodes => _all.Length;

    /// <summary>d.</summary>
    public int Dimension => _all[0].RowCount;

    /// <summary>Hᵢ.</summary>
    public Matrix<double> this[int node] => _all[node];

    /// <summary>
    /// Where one orthonormal basis diagonalises all Hᵢ (they are equal, or diagonal, or multiples of the unit matrix): the n curvatures
    /// along each of its d directions, which then have nothing to do with each other. Else null.
    /// </summary>
    public IReadOnlyList<double[]>? Curvatures { get; }

    /// <summary>The eigenvalues of the mean Hessian, ascending.</summary>
    public double[] OfMean() => [.. Mean().Evd(Symmetricity.Symmetric).EigenValues.Select(h => h.Real).Order()];

    /// <summary>Hᵢ⁻¹, the Hessians of the conjugates.</summary>
    public Hessians Inverse() => new(_all.Select(h => h.Inverse()));

    /// <summary>H̄ = (1/n) Σ Hᵢ.</summary>
    public Matrix<double> Mean() => _all.Aggregate((sum, h) => sum + h) / Nodes;

    private List<double[]>? Joint()
    {
        // with weights that nothing is in tune with, eigenvectors of the sum are those of every term, if they have any in common
        Matrix<double> sum = Matrix<double>.Build.Dense(Dimension, Dimension);
        for (int i = 0; i < Nodes; i++) sum += (1 + Math.Sqrt(2 + i) % 1) * _all[i];
        Matrix<double> basis = sum.Evd(Symmetricity.Symmetric).EigenVectors;
        List<double[]> all = [.. Enumerable.Range(0, Dimension).Select(_ => new double[Nodes])];
        for (int i = 0; i < Nodes; i++)
        {
            Matrix<double> turned = basis.TransposeThisAndMultiply(_all[i]) * basis;
            double size = turned.FrobeniusNorm();
            for (int k = 0; k < Dimension; k++)
            {
                all[k][i] = turned[k, k];
                turned[k, k] = 0;
            }
            if (turned.FrobeniusNorm() > Rounding * size) return null;
        }
        return [.. all.OrderBy(h => h.Average())];
    }
}

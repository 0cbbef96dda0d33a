using Gossip.Topology;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace Gossip.Methods.Predictions;

/// <summary>The eigenvalues of Λ, ascending, with orthonormal eigenvectors; the first is zero with equal entries.</summary>
internal sealed class GraphSpectrum
{
    private GraphSpectrum(double[] values, Matrix<double> vectors) => (Values, Vectors) = (values, vectors);

    /// <summary>ℓ_a.</summary>
    public double[] Values { get; }

    /// <summary>u_a, a column each.</summary>
    public Matrix<double> Vectors { get; }

    /// <summary>The spectrum of a connected graph.</summary>
    public static GraphSpectrum Of(RatedGraph rated)
    {
        Evd<double> evd = Laplacian.Dense(rated).Evd(Symmetricity.Symmetric);
        int n = rated.Graph.Nodes;
        int[] order = [.. Enumerable.Range(0, n).OrderBy(k => evd.EigenValues[k].Real)];
        Matrix<double> vectors = Matrix<double>.Build.Dense(n, n, (r, k) => k == 0 ? 1 / Math.Sqrt(n) : evd.EigenVectors[r, order[k]]);
        return new([0, .. order.Skip(1).Select(k => evd.EigenValues[k].Real)], vectors);
    }

    /// <summary>The same graph with all rates times s.</summary>
    public GraphSpectrum Scale(double s) => new([.. Values.Select(v => v * s)], Vectors);
}

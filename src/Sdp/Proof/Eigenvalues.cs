using System.Runtime.InteropServices;
using Gossip.Topology;
using MathNet.Numerics.LinearAlgebra;

namespace Gossip.Sdp.Proof;

/// <summary>G from the eigenvalues and eigenvectors of Λ, all of them.</summary>
internal sealed class Eigenvalues : IPseudoInverse
{
    private readonly double[][] _g;

    public Eigenvalues(RatedGraph rated)
    {
        int n = rated.Graph.Nodes;
        Matrix<double> laplacian = Matrix<double>.Build.Dense(n, n);
        for (int e = 0; e < rated.Rates.Length; e++)
        {
            (int i, int j, double rate) = (rated.Graph.Edges[e].I, rated.Graph.Edges[e].J, rated.Rates[e]);
            laplacian[i, i] += rate;
            laplacian[j, j] += rate;
            laplacian[i, j] -= rate;
            laplacian[j, i] -= rate;
        }
        var evd = laplacian.Evd(Symmetricity.Symmetric);
        double[] values = [.. evd.EigenValues.Select(v => v.Real)];
        Lambda2 = values[1];
        Matrix<double> scaled = evd.EigenVectors.Clone();
        for (int k = 0; k < n; k++)
            scaled.SetColumn(k, k == 0 ? Vector<double>.Build.Dense(n) : evd.EigenVectors.Column(k) / Math.Sqrt(values[k]));
        _g = scaled.TransposeAndMultiply(scaled).ToRowArrays();
    }

    public double Lambda2 { get; }

    public void Solve(double[] b, double[] x)
    {
        double[] product = new double[b.Length];
        for (int k = 0; k < b.Length; k++)
        {
            ReadOnlySpan<System.Numerics.Vector<double>> row = MemoryMarshal.Cast<double, System.Numerics.Vector<double>>(_g[k]), right = MemoryMarshal.Cast<double, System.Numerics.Vector<double>>(b);
            System.Numerics.Vector<double> sum = default;
            for (int i = 0; i < row.Length; i++) sum += row[i] * right[i];
            product[k] = System.Numerics.Vector.Sum(sum);
            for (int i = row.Length * System.Numerics.Vector<double>.Count; i < b.Length; i++) product[k] += _g[k][i] * b[i];
        }
        product.CopyTo(x, 0);
    }
}

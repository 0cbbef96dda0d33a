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
        Trace = values.Skip(1).Sum(v => 1 / v);
        Matrix<double> scaled = evd.EigenVectors.Clone();
        for (int k = 0; k < n; k++)
            scaled.SetColumn(k, k == 0 ? Vector<double>.Build.Dense(n) : evd.EigenVectors.Column(k) / Math.Sqrt(values[k]));
        _g = scaled.TransposeAndMultiply(scaled).ToRowArrays();
    }

    public double Lambda2 { get; }

    public double Trace { get; }

    public void Column(int i, int j, double[] x)
    {
        (double[] a, double[] b) = (_g[i], _g[j]);
        for (int k = 0; k < x.Length; k++) x[k] = a[k] - b[k];
    }
}

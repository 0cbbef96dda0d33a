using MathNet.Numerics.LinearAlgebra;

namespace Gossip.Topology.Tests;

/// <summary>λ₂ and resistances from a dense eigen-decomposition, which shares nothing with the code under test but Λ.</summary>
internal sealed class DenseOracle
{
    public DenseOracle(RatedGraph rated)
    {
        var evd = Laplacian.Dense(rated).Evd(Symmetricity.Symmetric);
        Lambda2 = evd.EigenValues[1].Real;
        int n = rated.Graph.Nodes;
        Resistances = [.. rated.Graph.Edges.Select(edge => Enumerable.Range(1, n - 1).Sum(k =>
            Math.Pow(evd.EigenVectors[edge.I, k] - evd.EigenVectors[edge.J, k], 2) / evd.EigenValues[k].Real))];
        TotalResistance = n * Enumerable.Range(1, n - 1).Sum(k => 1 / evd.EigenValues[k].Real);
    }

    public double Lambda2 { get; }
    public double[] Resistances { get; }
    public double TotalResistance { get; }
}

using MathNet.Numerics.LinearAlgebra;

namespace Gossip.Topology;

/// <summary>R_e = (e_i − e_j)ᵀΛ⁺(e_i − e_j): what a circuit of conductances λ_e offers between the ends of edge e.</summary>
public static class EffectiveResistances
{
    /// <summary>R_e by edge number, for edges of rate zero too.</summary>
    public static double[] Of(RatedGraph rated)
    {
        var evd = Laplacian.Dense(rated).Evd(Symmetricity.Symmetric);
        return [.. rated.Graph.Edges.Select(edge =>
        {
            double sum = 0;
            for (int k = 1; k < rated.Graph.Nodes; k++)
            {
                double difference = evd.EigenVectors[edge.I, k] - evd.EigenVectors[edge.J, k];
                sum += difference * difference / evd.EigenValues[k].Real;
            }
            return sum;
        })];
    }
}

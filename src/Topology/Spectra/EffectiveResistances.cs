using Gossip.Core;

namespace Gossip.Topology;

/// <summary>R_e = (e_i − e_j)ᵀΛ⁺(e_i − e_j): what a circuit of conductances λ_e offers between the ends of edge e.</summary>
public static class EffectiveResistances
{
    /// <summary>R_e by edge number, for edges of rate zero too. Throws <see cref="InputException"/> where the rates leave the graph apart.</summary>
    public static double[] Of(RatedGraph rated) => Of(rated, out _);

    /// <summary>
    /// Likewise. Exact wherever a factorisation fits (some 6,000 nodes at worst, far more on meshes and sparse graphs); elsewhere
    /// <paramref name="areExact"/> may be false, and then some of the numbers are upper bounds.
    /// </summary>
    public static double[] Of(RatedGraph rated, out bool areExact)
    {
        Connectivity.Require(rated, "rates");
        Laplacian laplacian = new(rated);
        if (LaplacianFactor.Of(laplacian) is { } factor)
        {
            areExact = true;
            return factor.Resistances(rated.Graph);
        }
        (double[] values, areExact) = new ResistanceBounds(rated, laplacian, 1 / Spectrum.Second(laplacian, new ConjugateGradients(laplacian)).Value).All();
        return values;
    }
}

namespace Gossip.Sdp.Proof;

/// <summary>G = Λ⁺ of a rated graph, as far as a proof needs it.</summary>
internal interface IPseudoInverse
{
    /// <summary>λ₂ of Λ.</summary>
    double Lambda2 { get; }

    /// <summary>Tr G.</summary>
    double Trace { get; }

    /// <summary>x ← G (e_i − e_j).</summary>
    void Column(int i, int j, double[] x);
}

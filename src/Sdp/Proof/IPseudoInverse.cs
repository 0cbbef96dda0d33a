namespace Gossip.Sdp.Proof;

/// <summary>G = Λ⁺ of a rated graph, as far as a proof needs it.</summary>
internal interface IPseudoInverse
{
    /// <summary>λ₂ of Λ.</summary>
    double Lambda2 { get; }

    /// <summary>x ← G b for b that sums to zero; b and x may be the same memory. Calls may run side by side.</summary>
    void Solve(double[] b, double[] x);
}

namespace Gossip.Topology;

/// <summary>Solves Λx = b for a connected rate matrix.</summary>
public interface ILaplacianSolver
{
    /// <summary>x = Λ⁺b for a b that sums to zero; x sums to zero too. b and x may be the same memory.</summary>
    void Solve(ReadOnlySpan<double> b, Span<double> x);
}

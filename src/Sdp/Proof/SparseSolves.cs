using Gossip.Topology;

namespace Gossip.Sdp.Proof;

/// <summary>G by sparse solutions, for graphs too large for all their eigenvalues.</summary>
internal sealed class SparseSolves(RatedGraph rated) : IPseudoInverse
{
    private readonly ILaplacianSolver _solver = LaplacianSolver.For(rated);

    public double Lambda2 { get; } = Spectrum.Of(rated).Lambda2;

    public void Solve(double[] b, double[] x) => _solver.Solve(b, x);
}

using Gossip.Topology;

namespace Gossip.Sdp.Proof;

/// <summary>G by one sparse solution a column, for graphs too large for all their eigenvalues.</summary>
internal sealed class SparseSolves(RatedGraph rated) : IPseudoInverse
{
    private readonly ILaplacianSolver _solver = LaplacianSolver.For(rated);

    public double Lambda2 { get; } = Spectrum.Of(rated).Lambda2;

    /// <summary>By Foster's identity n Tr G = Σ_{i&lt;j} R_ij, from one solution a node.</summary>
    public double Trace
    {
        get
        {
            int n = rated.Graph.Nodes;
            double[] unit = new double[n], x = new double[n];
            double trace = 0;
            for (int i = 0; i < n; i++)
            {
                Array.Fill(unit, -1.0 / n);
                unit[i] += 1;
                _solver.Solve(unit, x);
                trace += x[i];
            }
            return trace;
        }
    }

    public void Column(int i, int j, double[] x)
    {
        double[] e = new double[x.Length];
        (e[i], e[j]) = (1, -1);
        _solver.Solve(e, x);
    }
}

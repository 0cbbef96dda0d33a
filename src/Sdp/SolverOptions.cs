namespace Gossip.Sdp;

/// <summary>How well and how long to solve.</summary>
/// <param name="Gap">Certified relative gap at which to stop.</param>
/// <param name="MaxIterations">Iterations of one interior-point solution at most.</param>
/// <param name="Drop">For communications, drop edges of rate zero and re-solve where that lowers the value.</param>
public sealed record SolverOptions(double Gap = 1e-9, int MaxIterations = 200, bool Drop = true)
{
    /// <summary>Edges beyond which a first-order method takes over.</summary>
    public int MostDenseEdges { get; init; } = 6000;
}

namespace Gossip.Sdp;

/// <summary>How well and how long to solve.</summary>
/// <param name="Gap">Certified relative gap at which to stop.</param>
/// <param name="MaxIterations">Iterations of one interior-point solution at most.</param>
/// <param name="Drop">For communications, drop edges of rate zero and re-solve where that lowers the value; not on large graphs.</param>
public sealed record SolverOptions(double Gap = 1e-9, int MaxIterations = 200, bool Drop = true)
{
    /// <summary>Edges beyond which a first-order method takes over from the interior point.</summary>
    public int MostDenseEdges { get; init; } = 2500;

    /// <summary>The gap that the first-order method is content with, where <see cref="Gap"/> asks for less.</summary>
    public double LargeGap { get; init; } = 0.005;

    /// <summary>Evaluations of one first-order solution at most; beyond 5,000 edges fewer, so that it ends within minutes with the gap it has.</summary>
    public int MaxEvaluations { get; init; } = 1500;

    /// <summary>Told of every iteration, where given.</summary>
    public Action<SolverProgress>? Progress { get; init; }
}

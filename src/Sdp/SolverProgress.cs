namespace Gossip.Sdp;

/// <summary>How far a solution is.</summary>
/// <param name="Iteration">Iterations so far.</param>
/// <param name="Value">What the best rates so far achieve.</param>
/// <param name="Bound">What is proved so far.</param>
/// <param name="Gap">|value − bound| / value; infinite before there are both.</param>
public readonly record struct SolverProgress(int Iteration, double Value, double Bound, double Gap);

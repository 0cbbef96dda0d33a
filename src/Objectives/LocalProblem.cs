namespace Gossip.Objectives;

/// <summary>What some nodes know of a problem: their own objectives, and the constants that all share.</summary>
/// <param name="Objectives">One for each of the nodes asked for, in their order.</param>
/// <param name="Mu">μ of the whole problem.</param>
/// <param name="L">L of the whole problem.</param>
/// <param name="Start">x0 of each of these nodes, where the data came with one.</param>
/// <param name="Notes">What a user should know about the data, a sentence each.</param>
public sealed record LocalProblem(IReadOnlyList<IObjective> Objectives, double Mu, double L, double[][]? Start, IReadOnlyList<string> Notes)
{
    /// <summary>d.</summary>
    public int Dimension => Objectives[0].Dimension;
}

namespace Gossip.Topology;

/// <summary>Chooses how to solve Λx = b.</summary>
public static class LaplacianSolver
{
    /// <summary>
    /// A factorisation where it takes seconds at most (always up to some 4,000 nodes, and far beyond for meshes, trees and the
    /// like), conjugate gradients otherwise. The rates must connect the graph.
    /// </summary>
    public static ILaplacianSolver For(RatedGraph rated) => For(new Laplacian(rated));

    internal static ILaplacianSolver For(Laplacian laplacian) =>
        (ILaplacianSolver?)LaplacianFactor.Of(laplacian, mostWork: 2e10) ?? new ConjugateGradients(laplacian);
}

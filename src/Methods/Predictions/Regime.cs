namespace Gossip.Methods.Predictions;

/// <summary>How much of a prediction is exact.</summary>
public enum Regime
{
    /// <summary>The rate of E|x − x*|² for these very Hessians.</summary>
    Exact,

    /// <summary>The rate of the mean is that of these Hessians; how far the noise of events lies above it is taken from the mean Hessian, eigenvalue by eigenvalue.</summary>
    MeanHessian,

    /// <summary>The rate of the mean only: E|x − x*|² falls no faster.</summary>
    MeanOnly,
}

namespace Gossip.Methods.Federated;

/// <summary>What a client does with the model it receives: K steps of an optimizer on its own objective.</summary>
public sealed record LocalUpdate
{
    /// <summary>K.</summary>
    public int Steps { get; init; } = 1;

    /// <summary>η_l, the step size.</summary>
    public required double Rate { get; init; }

    /// <summary>How a gradient becomes a step. Its state begins at zero in every local round.</summary>
    public LocalOptimizer Optimizer { get; init; } = new Sgd();

    /// <summary>What keeps a client near the model it received.</summary>
    public LocalCorrection Correction { get; init; } = LocalCorrection.None;

    /// <summary>Longer gradients are shortened to this norm.</summary>
    public double Clip { get; init; } = double.PositiveInfinity;
}

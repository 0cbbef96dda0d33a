namespace Gossip.Methods.Online;

/// <summary>
/// Learners with constant steps η₁ &lt; η₂ &lt; … under one that weighs them: for comparators that move, whose path is not known. All
/// learn from one gradient a round, that at the combined point; the correction makes up for it (Zhao et al., 2024). Without hints and
/// correction it is Ader (Zhang et al., 2018).
/// </summary>
public sealed record EnsembleMethod : OnlineMethod
{
    /// <summary>η_i of the learners below.</summary>
    public required IReadOnlyList<double> Rates { get; init; }

    /// <summary>What all of them expect of the next gradient.</summary>
    public Optimism Optimism { get; init; } = Optimism.LastGradient;

    /// <summary>λ: what moving costs a learner, λ|x_{t,i} − x_{t−1,i}|², in the eyes of the one above; 2L in theory.</summary>
    public required double Correction { get; init; }

    /// <summary>ε_t of the one above.</summary>
    public required StepRule MetaSteps { get; init; }

    /// <summary>Whether V of these steps is Σ |g_s − M_s|², of the gradients; else Σ max_i (l_{s,i} − m_{s,i})².</summary>
    public bool MetaSeesGradients { get; init; } = true;

    /// <summary>Its anchor: weights from all losses so far, or step by step.</summary>
    public Anchor MetaAnchor { get; init; } = Anchor.Start;

    /// <summary>Whether p₁ of the one above falls from the smallest step on, p_{1,i} = (N + 1)/(N i(i + 1)); else all weigh the same.</summary>
    public bool HasFallingPrior { get; init; }

    /// <inheritdoc/>
    public override Ensemble Start(int dimension, ReadOnlySpan<double> start = default) => new(this, dimension, start);
}

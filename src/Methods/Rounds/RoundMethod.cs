using System.Collections.Immutable;

namespace Gossip.Methods.Rounds;

/// <summary>
/// A method in rounds as a value, of the shape of <see cref="Linear.LinearMethod"/>: a node holds R rows of length d, and a
/// round is a list of steps, each linear in the rows. All nodes take each step at once. Runtimes execute this record and
/// predictions can be computed from it, so the two cannot drift apart.
/// </summary>
public sealed record RoundMethod
{
    /// <summary>The name an experiment file knows it by.</summary>
    public required string Name { get; init; }

    /// <summary>The rows' names in order; R is their number.</summary>
    public required ImmutableArray<string> Rows { get; init; }

    /// <summary>Round k = 0, 1, … is the k-th of these; the last is repeated for ever.</summary>
    public required ImmutableArray<ImmutableArray<RoundStep>> Rounds { get; init; }

    /// <summary>Which weights its gossip steps use.</summary>
    public required GossipWeights Weights { get; init; }

    /// <summary>a, length R: the estimate x = aᵀ·rows of the optimum.</summary>
    public required ImmutableArray<double> Estimate { get; init; }

    /// <summary>The start from a point x₀: rows = s ⊗ x₀; this is s.</summary>
    public required ImmutableArray<double> Start { get; init; }

    /// <summary>Length R, or empty: to row r a standard normal vector is added at the start, the same to rows of the same number; none where it is 0.</summary>
    public ImmutableArray<int> Drawn { get; init; } = [];

    /// <summary>Whether its gradients are those of the conjugates fᵢ*, and nodes start at ∇fᵢ*(0), the optimum of their own fᵢ.</summary>
    public bool IsDual { get; init; }

    /// <summary>Gradients that a node takes in a round.</summary>
    public int Gradients => Rounds[^1].Count(step => step.Kind == StepKind.Gradient);

    /// <summary>The steps of round k.</summary>
    public ImmutableArray<RoundStep> Round(long k) => Rounds[(int)Math.Min(k, Rounds.Length - 1)];
}

using System.Collections.Immutable;
using Gossip.Topology;

namespace Gossip.Sdp;

/// <summary>
/// An answer with its proof: rates for a program, their value, a bound that no rates can pass, and the dual point that
/// proves it. An edge whose rate is zero never fires. Edges that are <see cref="Dropped"/> are outside of what the bound
/// speaks about: they are those whose best rate is zero, and leaving them out gave a better value.
/// </summary>
public sealed record Plan
{
    /// <summary>The question.</summary>
    public required RateProgram Program { get; init; }

    /// <summary>The graph with the plan's rates. Communications: scaled to χ₁χ₂ = κ; else Σ c_e λ_e ≤ 1.</summary>
    public required RatedGraph Rated { get; init; }

    /// <summary>By edge number, whether the edge was left out.</summary>
    public required ImmutableArray<bool> Dropped { get; init; }

    /// <summary>What the rates achieve: Σ c_e λ_e, λ₂, or n Tr Λ⁺, by objective.</summary>
    public required double Value { get; init; }

    /// <summary>The best value with every edge held to the limit on resistances, fired or not; <see cref="Value"/> where none was dropped.</summary>
    public required double ValueBeforeDropping { get; init; }

    /// <summary>What no rates on the edges kept can pass: from below, for connectivity from above.</summary>
    public required double Bound { get; init; }

    /// <summary>|value − bound| / value.</summary>
    public double Gap => Math.Max(0, (Program.Objective == RateObjective.Connectivity ? Bound - Value : Value - Bound) / Value);

    /// <summary>χ₁ = 1/λ₂ of the plan's rates.</summary>
    public required double Chi1 { get; init; }

    /// <summary>χ₂, half of the largest resistance of an edge that fires.</summary>
    public required double Chi2 { get; init; }

    /// <summary>λ₂ of the plan's rates.</summary>
    public double Lambda2 => 1 / Chi1;

    /// <summary>Σ c_e λ_e.</summary>
    public required double Cost { get; init; }

    /// <summary>T = √(χ₁χ₂) at total rate one, a rate counting by its cost.</summary>
    public double T => Cost * Math.Sqrt(Chi1 * Chi2);

    /// <summary>T of uniform rates.</summary>
    public required double UniformT { get; init; }

    /// <summary>What uniform rates of the same kind achieve; they need not respect caps and budgets.</summary>
    public required double UniformValue { get; init; }

    /// <summary>The factor won over uniform rates; at least 1, but for caps and budgets that uniform rates would break.</summary>
    public double Gain => Program.Objective == RateObjective.Connectivity ? Value / UniformValue : UniformValue / Value;

    /// <summary>Iterations, those of re-solving and of finding a start included.</summary>
    public required int Iterations { get; init; }

    /// <summary>Wall time of the solution, not part of equality of results.</summary>
    public required double Seconds { get; init; }

    /// <summary>Why the solver stopped.</summary>
    public required Termination Termination { get; init; }

    /// <summary>What proves <see cref="Bound"/>.</summary>
    public required DualPoint Dual { get; init; }
}

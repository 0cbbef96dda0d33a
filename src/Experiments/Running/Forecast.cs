using Gossip.Methods.Predictions;

namespace Gossip.Experiments.Running;

/// <summary>What a run will come to, computed from the method's matrices without running it.</summary>
public sealed record Forecast
{
    /// <summary>The rates of −d ln(error)/dt.</summary>
    public required Prediction Rates { get; init; }

    /// <summary>Whether the objectives are quadratics; else the rates are those of their Hessians at the optimum, and hold near it.</summary>
    public required bool IsQuadratic { get; init; }

    /// <summary>The error that <see cref="Time"/> is to; null where the run has none to reach.</summary>
    public required double? Error { get; init; }

    /// <summary>ln(1/error) over the rate: units of time, of methods in rounds rounds. NaN where there is no such time.</summary>
    public required double Time { get; init; }

    /// <summary>Gradients of all nodes in that time.</summary>
    public required double Gradients { get; init; }

    /// <summary>Communications in that time.</summary>
    public required double Communications { get; init; }

    /// <summary>What the user should know about these numbers, a sentence each.</summary>
    public required IReadOnlyList<string> Notes { get; init; }
}

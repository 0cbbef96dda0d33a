namespace Gossip.Methods.Federated;

/// <summary>
/// dᵢ = pᵢ ĝᵢ with ĝᵢ the mean number of rounds between two updates of client i, as the server has seen it so far: nothing need be
/// known of the clients' times, and they may change.
/// </summary>
/// <param name="Memory">How many of a client's updates the mean reaches back, about.</param>
public sealed record EstimatedWeights(double Memory = 1000) : WeightPolicy
{
    /// <summary>A gap counts at most this many times the mean so far, so that one long absence makes no giant step.</summary>
    internal const double MostRelative = 10;

    /// <summary>The mean gap after one more update.</summary>
    /// <param name="mean">ĝ before; 1 before the first update.</param>
    /// <param name="gap">Rounds since the last update.</param>
    /// <param name="updates">Updates before this one.</param>
    internal double Next(double mean, long gap, long updates) =>
        mean + (Math.Min(gap, MostRelative * (mean + 1)) - mean) / Math.Min(updates + 2.0, Memory);
}

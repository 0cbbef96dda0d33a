namespace Gossip.Methods.Federated;

/// <summary>From a policy and what is known of the clients to the numbers dᵢ that multiply their updates.</summary>
public static class Weighting
{
    /// <summary>
    /// dᵢ of every client. Estimated weights begin as unbiased ones would for a client in every round.
    /// </summary>
    /// <param name="method">The method.</param>
    /// <param name="importance">pᵢ; they sum to 1.</param>
    /// <param name="updates">φᵢ, the updates of client i per round.</param>
    public static double[] Of(FederatedMethod method, IReadOnlyList<double> importance, IReadOnlyList<double> updates)
    {
        if (method.Weights is IdenticalWeights && method.Trigger is BufferTrigger buffer) return [.. importance.Select(_ => 1.0 / buffer.Size)];
        IReadOnlyList<double> q = Expected(method.Weights, importance);
        return method.Trigger switch
        {
            CohortTrigger { Sampling: { Kind: SamplingKind.Multinomial, Size: var m } } => [.. q.Select(_ => 1.0 / m)],
            CohortTrigger { Sampling: { Kind: SamplingKind.Uniform, Size: var m } } => [.. q.Select(share => (double)q.Count / m * share)],
            _ when method.Weights is IdenticalWeights or EstimatedWeights => [.. q],
            // a client that is never heard has no weight that makes up for it
            _ => [.. q.Select((share, i) => updates[i] > 0 ? share / updates[i] : 0)],
        };
    }

    /// <summary>The qᵢ that a policy is after, where its clients count alike in every round.</summary>
    public static IReadOnlyList<double> Expected(WeightPolicy policy, IReadOnlyList<double> importance) =>
        policy is GivenWeights given ? given.Expected : importance;
}

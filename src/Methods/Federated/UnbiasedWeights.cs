namespace Gossip.Methods.Federated;

/// <summary>dᵢ = pᵢ/φᵢ with φᵢ the updates of client i per round, known from its times: the rounds minimise Σ pᵢ fᵢ.</summary>
public sealed record UnbiasedWeights : WeightPolicy;

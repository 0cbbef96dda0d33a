namespace Gossip.Methods.Federated;

/// <summary>
/// An update counts the same whoever sends it and however often: 1/c where a buffer of c ends a round, pᵢ where a cohort or a
/// timer does. Fast clients then count too much.
/// </summary>
public sealed record IdenticalWeights : WeightPolicy;

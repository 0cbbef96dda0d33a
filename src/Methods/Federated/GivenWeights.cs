namespace Gossip.Methods.Federated;

/// <summary>dᵢ = qᵢ/φᵢ with φᵢ the updates of client i per round, known from its times: the rounds minimise Σ qᵢ fᵢ.</summary>
/// <param name="Expected">qᵢ of each client; they sum to 1.</param>
public sealed record GivenWeights(IReadOnlyList<double> Expected) : WeightPolicy;

namespace Gossip.Methods.Federated;

/// <summary>
/// How much an update counts. What the rounds minimise follows from it: with qᵢ = E ωᵢ per round, Σ qᵢ fᵢ and not Σ pᵢ fᵢ, unless
/// the two are proportional.
/// </summary>
public abstract record WeightPolicy;

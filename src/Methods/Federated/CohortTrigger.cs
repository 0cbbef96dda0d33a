namespace Gossip.Methods.Federated;

/// <summary>A round ends when every client that was given the model at its start is back.</summary>
/// <param name="Sampling">Who is given it.</param>
public sealed record CohortTrigger(ClientSampling Sampling) : Trigger;

namespace Gossip.Methods.Federated;

/// <summary>Round n ends at time (n + 1)Δt with the updates that have come by then; their clients get the new model at that moment.</summary>
/// <param name="Interval">Δt.</param>
public sealed record TimerTrigger(double Interval) : Trigger;

namespace Gossip.Methods.Federated;

/// <summary>What ends a round of the server: the cohort is back, a buffer is full, or a timer ticks.</summary>
public abstract record Trigger;

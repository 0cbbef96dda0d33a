namespace Gossip.Methods.Federated;

/// <summary>A round ends with its c-th update; c = 1 is asynchronous FedAvg, and c = M, if clients wait, FedAvg.</summary>
/// <param name="Size">c.</param>
/// <param name="RestartsAtOnce">
/// Whether a client that has delivered takes the current model at once, and may deliver again in the same round; else it waits
/// for the round's end.
/// </param>
public sealed record BufferTrigger(int Size, bool RestartsAtOnce = false) : Trigger;

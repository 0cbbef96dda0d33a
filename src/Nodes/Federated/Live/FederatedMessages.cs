using System.Collections.Immutable;
using Gossip.Nodes.Live;

namespace Gossip.Nodes.Federated.Live;

/// <summary>Make a difference of the model in a client's slot.</summary>
internal sealed record RoundTask(int Client, long Round, double[] Slot);

/// <summary>It is made.</summary>
internal sealed record RoundDone(int Client, double Seconds, Exception? Failure);

/// <summary>Say where the process's clients are, and the server, if it is held here.</summary>
internal sealed record LookAtAll(TaskCompletionSource<FederatedLook> Answer, Detail Detail);

/// <summary>Where they are.</summary>
internal sealed record FederatedLook(ulong Term, ImmutableArray<NodeReport> Nodes, ServerReport? Server);

namespace Gossip.Nodes.Wire;

/// <summary>Two processes that do not talk, and why.</summary>
/// <param name="Cause">The cause.</param>
/// <param name="Line">One line for people: who, and what differs.</param>
/// <param name="Peer">The peer, where it is known.</param>
/// <param name="ByPeer">Whether the peer turned this process away, and not the other way round.</param>
public sealed record Refusal(RefusalCause Cause, string Line, PeerAddress? Peer, bool ByPeer);

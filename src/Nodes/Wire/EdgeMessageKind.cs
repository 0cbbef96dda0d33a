namespace Gossip.Nodes.Wire;

/// <summary>What a message on an edge is.</summary>
public enum EdgeMessageKind : byte
{
    /// <summary>The initiator's message mᵢ for its next exchange.</summary>
    Offer = 1,

    /// <summary>The w = mᵢ − mⱼ that the peer has applied and the initiator is to apply.</summary>
    Answer = 2,

    /// <summary>The peer is in another epoch or knows another life of the sender: nothing was applied.</summary>
    Refuse = 3,

    /// <summary>A message m of a run in virtual time.</summary>
    Message = 4,

    /// <summary>Bytes between processes that belong to no edge.</summary>
    Control = 5,
}

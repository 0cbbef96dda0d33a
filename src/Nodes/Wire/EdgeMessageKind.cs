namespace Gossip.Nodes.Wire;

/// <summary>What a message on an edge says.</summary>
public enum EdgeMessageKind : byte
{
    /// <summary>The initiator's vector m of one exchange in real time.</summary>
    Offer = 1,

    /// <summary>The answer to an offer: the difference w that both ends apply.</summary>
    Answer = 2,

    /// <summary>An offer that is not taken (an old epoch, for one); usually without a vector.</summary>
    Refuse = 3,

    /// <summary>A node's vector of one exchange in virtual time.</summary>
    Message = 4,

    /// <summary>Bytes between processes that the wire does not look into, at most 64 kB.</summary>
    Control = 5,
}

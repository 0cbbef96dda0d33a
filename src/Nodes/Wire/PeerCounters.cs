namespace Gossip.Nodes.Wire;

/// <summary>The traffic with one peer since it was first known.</summary>
/// <param name="Peer">The peer.</param>
/// <param name="Identity">The name it gave; empty before its first connection.</param>
/// <param name="Connected">Whether a connection stands.</param>
/// <param name="MessagesSent">Messages put on the connection.</param>
/// <param name="MessagesReceived">Messages that arrived whole.</param>
/// <param name="BytesSent">Bytes put on the connection, headers included.</param>
/// <param name="BytesReceived">Bytes that arrived, headers included.</param>
/// <param name="Dropped">Messages that were not sent: the queue was full, the peer out of reach, or its connection broke.</param>
/// <param name="QueuedMessages">Messages that wait.</param>
/// <param name="QueuedBytes">Bytes that wait.</param>
/// <param name="Problem">Why the last attempt or connection ended, if it ended badly.</param>
public readonly record struct PeerCounters(
    PeerAddress Peer, string Identity, bool Connected, long MessagesSent, long MessagesReceived, long BytesSent,
    long BytesReceived, long Dropped, int QueuedMessages, long QueuedBytes, string? Problem);

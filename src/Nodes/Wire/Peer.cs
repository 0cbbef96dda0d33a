namespace Gossip.Nodes.Wire;

/// <summary>Another process: what waits for it, its connection if there is one, and its counters.</summary>
internal sealed class Peer(PeerAddress address, ChunkPool pool, TransportOptions options)
{
    private long _messagesSent, _messagesReceived, _bytesSent, _bytesReceived;

    public readonly Lock Gate = new();

    public PeerAddress Address { get; } = address;

    public SendQueue Queue { get; } = new(pool, options);

    /// <summary>The connection on which messages are sent; guarded by the gate, read without it.</summary>
    public volatile Connection? Current;

    /// <summary>Somebody here sends to it, so that a lost connection is made again.</summary>
    public volatile bool Wanted;

    /// <summary>Removed from the transport; whoever still holds it looks again.</summary>
    public bool Gone;

    public bool Dialling;

    /// <summary>Attempts since the last connection that lasted.</summary>
    public int Attempts;

    public string? Problem;

    public void CountReceived() => Interlocked.Increment(ref _messagesReceived);

    public void CountBytesReceived(int bytes) => Interlocked.Add(ref _bytesReceived, bytes);

    public void CountSent(int messages, int bytes)
    {
        Interlocked.Add(ref _messagesSent, messages);
        Interlocked.Add(ref _bytesSent, bytes);
    }

    public PeerCounters Counters()
    {
        (int waiting, long bytes, long dropped) = Queue.Counts;
        Connection? current = Current;
        return new PeerCounters(Address, current?.Theirs.Identity ?? "", current is not null, Interlocked.Read(ref _messagesSent),
            Interlocked.Read(ref _messagesReceived), Interlocked.Read(ref _bytesSent), Interlocked.Read(ref _bytesReceived), dropped, waiting, bytes, Problem);
    }
}

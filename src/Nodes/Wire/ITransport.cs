namespace Gossip.Nodes.Wire;

/// <summary>Called for every message with a vector, on the transport's threads; <paramref name="vector"/> is valid only during the call.</summary>
public delegate void EdgeReceiver(PeerAddress from, in EdgeHeader header, ReadOnlySpan<double> vector);

/// <summary>Called for every control message, on the transport's threads; <paramref name="bytes"/> is valid only during the call.</summary>
public delegate void ControlReceiver(PeerAddress from, in EdgeHeader header, ReadOnlySpan<byte> bytes);

/// <summary>
/// Carries the messages of edges between processes. A message arrives whole and as it was sent, once or not at all:
/// the protocol above sends again what it still needs. A receiver that takes its time holds back its senders, whose
/// queues are bounded.
/// </summary>
public interface ITransport : IAsyncDisposable
{
    /// <summary>Where peers reach this process.</summary>
    PeerAddress Address { get; }

    /// <summary>
    /// Copies the message into pooled memory and returns; never waits. Messages to one peer keep their order among those
    /// short enough for one frame (256 kB), and among the longer ones; the short ones overtake.
    /// </summary>
    /// <returns>False when the message was dropped: the peer's queue is full, or the peer is out of reach.</returns>
    /// <exception cref="ArgumentException">The vector is longer than the limit, the kind is control, or the peer is this process.</exception>
    bool TrySend(PeerAddress to, in EdgeHeader header, ReadOnlySpan<double> vector);

    /// <summary>As <see cref="TrySend"/>, for bytes of the kind control.</summary>
    /// <exception cref="ArgumentException">There are more bytes than the limit, the kind is not control, or the peer is this process.</exception>
    bool TrySendControl(PeerAddress to, in EdgeHeader header, ReadOnlySpan<byte> bytes);

    /// <summary>Stops dialling a peer that has left, drops what waits for it and closes its connection.</summary>
    void Forget(PeerAddress peer);

    /// <summary>Takes the messages with vectors; what arrives before it is set is dropped.</summary>
    EdgeReceiver? Received { set; }

    /// <summary>Takes the control messages; what arrives before it is set is dropped.</summary>
    ControlReceiver? ControlReceived { set; }

    /// <summary>A peer was turned away, or turned this process away; the same line is told at most once in ten seconds.</summary>
    event Action<Refusal>? Refused;

    /// <summary>A peer was connected (true) or its connection ended (false).</summary>
    event Action<PeerAddress, bool>? ConnectionChanged;

    /// <summary>What was sent, received and dropped, and what waits, for every peer known.</summary>
    IReadOnlyList<PeerCounters> Peers { get; }
}

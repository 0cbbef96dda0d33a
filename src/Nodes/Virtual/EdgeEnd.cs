using Akka.Actor;

namespace Gossip.Nodes.Virtual;

/// <summary>
/// One end of an edge whose nodes belong to different shards: where this end's messages go, and how it learns of the
/// other's. Two message slots suffice: message k+2 is written only after the peer has sent k+1, hence has read k, be it
/// in the very pass that made k+1. An end whose node lives in another process is here all the same: what comes in from
/// there is written to its slots and published, and the end at this side cannot tell the difference.
/// </summary>
internal sealed unsafe class EdgeEnd(int node, double* slots, int size)
{
    private long _sent;
    private int _armed;

    /// <summary>The node at this end.</summary>
    public int Node { get; } = node;

    /// <summary>The other end; set once, before the run.</summary>
    public EdgeEnd Peer { get; set; } = null!;

    /// <summary>Whom to wake when a message arrives that this end waits for; null where nobody sleeps.</summary>
    public IActorRef? Owner { get; set; }

    /// <summary>What carries messages where the peer lives in another process; null where it lives here.</summary>
    public RemoteEdge? Remote { get; set; }

    /// <summary>How many messages this end has sent.</summary>
    public long Count => Volatile.Read(ref _sent);

    /// <summary>Where the next message is to be written.</summary>
    public double* Next => slots + (_sent & 1) * size;

    /// <summary>The last message this end has sent.</summary>
    public double* Last => slots + ((_sent - 1) & 1) * size;

    /// <summary>True when the peer's counterpart of the last message is there.</summary>
    public bool HasArrived => Volatile.Read(ref Peer._sent) >= _sent;

    /// <summary>The peer's counterpart of the last message; the peer may already have sent one more.</summary>
    public double* PeersMessage => Peer.SlotOf(_sent - 1);

    /// <summary>
    /// Makes the message in <see cref="Next"/> visible: wakes the peer's owner if it sleeps over it, or sends the message to
    /// the peer's process.
    /// </summary>
    public void Publish()
    {
        Volatile.Write(ref _sent, _sent + 1);
        if (Remote is { } remote)
        {
            remote.Send(_sent - 1);
            return;
        }
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref Peer._armed) != 0 && Interlocked.Exchange(ref Peer._armed, 0) != 0)
            Peer.Owner!.Tell(Wake.Up, ActorRefs.NoSender);
    }

    /// <summary>Asks to be woken by the next message; false when it has come in the meantime.</summary>
    public bool Arm()
    {
        Volatile.Write(ref _armed, 1);
        Interlocked.MemoryBarrier();
        if (!HasArrived) return true;
        Volatile.Write(ref _armed, 0);
        return false;
    }

    /// <summary>Takes the wish to be woken back.</summary>
    public void Disarm()
    {
        if (_armed != 0) Volatile.Write(ref _armed, 0);
    }

    /// <summary>Where message number <paramref name="message"/> of this end lies.</summary>
    public double* SlotOf(long message) => slots + (message & 1) * size;
}

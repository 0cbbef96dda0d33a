using System.Collections.Immutable;
using Akka.Actor;
using Gossip.Nodes.Wire;

namespace Gossip.Nodes.Live;

/// <summary>Carries messages of this process's nodes: to each other by reference, to other processes on the lane.</summary>
internal sealed class Post(ITransport lane, bool rounds) : IPost
{
    private ImmutableArray<PeerAddress?> _lanes = [];
    private ImmutableDictionary<int, (IActorRef Node, Inbox Inbox)> _own = ImmutableDictionary<int, (IActorRef, Inbox)>.Empty;

    /// <summary>Says where the other nodes are.</summary>
    public void Know(ImmutableArray<PeerAddress?> lanes) => ImmutableInterlocked.InterlockedExchange(ref _lanes, lanes);

    /// <summary>Says which nodes are here.</summary>
    public void Know(ImmutableDictionary<int, (IActorRef Node, Inbox Inbox)> own) => Volatile.Write(ref _own, own);

    public void Send(in EdgeHeader header, ReadOnlySpan<double> vector)
    {
        if (Deliver(header, vector)) return;
        ImmutableArray<PeerAddress?> lanes = _lanes;
        if (header.To < lanes.Length && lanes[header.To] is { } address) lane.TrySend(address, header, vector);
    }

    public void Round(Span<double> vector)
    {
        if (rounds) Float32.Round(vector);
    }

    /// <summary>Hands a message to its node, where that is here; true even where its mailbox is full and it is dropped.</summary>
    public bool Deliver(in EdgeHeader header, ReadOnlySpan<double> vector)
    {
        if (!Volatile.Read(ref _own).TryGetValue(header.To, out (IActorRef Node, Inbox Inbox) place)) return false;
        if (place.Inbox.Admits()) place.Node.Tell(new Arrival(header, vector), ActorRefs.NoSender);
        return true;
    }
}

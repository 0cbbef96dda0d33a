using Gossip.Core;

namespace Gossip.Nodes.Live;

/// <summary>
/// One node's end of an edge during one life of it: where the exchanges stand, and the ledger of what they have put into
/// the node's conserved rows. The lower-numbered node initiates.
/// </summary>
internal sealed unsafe class Link : IDisposable
{
    private readonly AlignedBuffer _memory;

    public Link(int node, int peer, ulong id, Epoch epoch, double time, double firstRoundTrip, double leastDeadline)
    {
        (Node, Peer, Id, LedgerTime) = (node, peer, id, time);
        int padded = Padding.Of(epoch.Kernel.Dimension), ledger = epoch.Ledger?.NodeSize ?? 0;
        _memory = new AlignedBuffer(padded + ledger);
        W = _memory.Pointer;
        Ledger = W + padded;
        RoundTrip = new(firstRoundTrip, leastDeadline);
    }

    public int Node { get; }

    public int Peer { get; }

    /// <summary>The life of the edge.</summary>
    public ulong Id { get; }

    /// <summary>Whether the edge's clock lives at this end.</summary>
    public bool Initiates => Node < Peer;

    /// <summary>Number of the exchange that is under way at the initiator, or was applied last.</summary>
    public long Sequence { get; set; }

    /// <summary>Whether the initiator waits for an answer.</summary>
    public bool IsInFlight { get; set; }

    /// <summary>Ticks of the clock that came while an exchange was under way and wait for their turn.</summary>
    public int Backlog { get; set; }

    /// <summary>When the offer under way was first sent, and how often since, in seconds of the wall clock.</summary>
    public double SentAt { get; set; }

    public double ResendAt { get; set; }

    public int Resends { get; set; }

    public RoundTrip RoundTrip;

    /// <summary>The w that was applied last; the peer of the initiator answers it again to whoever repeats the offer.</summary>
    public double* W { get; }

    /// <summary>At the peer of the initiator: the epoch in which w was applied.</summary>
    public ulong EpochOfW { get; set; }

    /// <summary>The edge's share of the node's conserved rows, as of <see cref="LedgerTime"/>.</summary>
    public double* Ledger { get; }

    public double LedgerTime { get; set; }

    public void Dispose() => _memory.Dispose();
}

using Gossip.Core;

namespace Gossip.Nodes.Live;

/// <summary>
/// One node's end of an edge: where the exchanges stand. The lower-numbered node initiates.
/// </summary>
internal sealed unsafe class Link : IDisposable
{
    private readonly AlignedBuffer _memory;

    public Link(int node, int peer, int dimension, double firstRoundTrip, double leastDeadline)
    {
        (Node, Peer) = (node, peer);
        _memory = new AlignedBuffer(Padding.Of(dimension));
        W = _memory.Pointer;
        RoundTrip = new(firstRoundTrip, leastDeadline);
    }

    public int Node { get; }

    public int Peer { get; }

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

    /// <summary>|w|: how far apart the messages of the two ends were at the last exchange.</summary>
    public double SizeOfW(int dimension)
    {
        double sum = 0;
        for (int c = 0; c < dimension; c++) sum += W[c] * W[c];
        return Math.Sqrt(sum);
    }

    /// <summary>At the peer of the initiator: the epoch in which w was applied.</summary>
    public ulong EpochOfW { get; set; }

    /// <summary>An era begins: no exchange has been made in it.</summary>
    public void Begin() => (Sequence, IsInFlight, Backlog) = (0, false, 0);

    public void Dispose() => _memory.Dispose();
}

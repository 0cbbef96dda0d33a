using Gossip.Nodes.Wire;

namespace Gossip.Nodes.Virtual;

/// <summary>
/// An edge clock whose other node lives in another process. Message k of an end is sent once, when it is made. The lane
/// may lose it, or bring it twice, so an end that has waited long for its counterpart sends its own once more and asks
/// for the other's; whoever is asked by an old number repeats what it has sent since. More than two messages are never
/// open, so the slots of the ends hold all that can be asked for.
/// </summary>
internal sealed unsafe class RemoteEdge(ITransport lane, uint incarnation, int clock, EdgeEnd here, EdgeEnd there, int from, int to, int dimension)
{
    private const int MostDoublings = 6;
    private const double Asks = 1, Repeats = 0;
    private long _sentAt;
    private int _asked;

    /// <summary>The process of the other node; known before the run.</summary>
    public RemoteProcess? Process { get; set; }

    /// <summary>The other node's number.</summary>
    public int To => to;

    /// <summary>Whether the node here waits for a message.</summary>
    public bool Waits => here.Count > there.Count;

    /// <summary>Sends a message that has just been made.</summary>
    public void Send(long number)
    {
        _asked = 0;
        // what finds no place in the queue is sent again as soon as somebody looks
        Volatile.Write(ref _sentAt, Post(number, Repeats) ? Environment.TickCount64 : 0);
    }

    /// <summary>Takes a message of the other node; the gate of its process is held.</summary>
    public void Take(in EdgeHeader header, ReadOnlySpan<double> vector)
    {
        if (header.From != to || header.To != from || vector.Length != dimension) return;
        (long number, long known) = (header.Sequence, there.Count);
        if (number == known && number <= here.Count)
        {
            long sentAt = Volatile.Read(ref _sentAt);
            if (Waits && _asked == 0 && sentAt != 0) Process!.Learn(Environment.TickCount64 - sentAt);
            vector.CopyTo(new(there.Next, dimension));
            there.Publish();
        }
        else if (number == known - 1 && header.Unit == Asks)
        {
            for (long k = number; k < here.Count; k++) Post(k, Repeats);
        }
    }

    /// <summary>Asks again where the counterpart has not come in time, or at once; the gate of the process is held.</summary>
    public void Check(long now, bool atOnce)
    {
        if (!Waits) return;
        double wait = Volatile.Read(ref _sentAt) == 0 ? 0 : Process!.Wait * (1 << Math.Min(_asked, MostDoublings));
        if (!atOnce && now - Volatile.Read(ref _sentAt) < wait) return;
        if (Post(here.Count - 1, Asks)) _asked++;
        Volatile.Write(ref _sentAt, now);
    }

    private bool Post(long number, double unit) =>
        lane.TrySend(Process!.Address, new(EdgeMessageKind.Message, from, to, incarnation, (ulong)clock, number, 0, unit), new(here.SlotOf(number), dimension));
}

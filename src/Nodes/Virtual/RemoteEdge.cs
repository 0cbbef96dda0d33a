using Gossip.Nodes.Wire;

namespace Gossip.Nodes.Virtual;

/// <summary>
/// An edge clock whose other node lives in another process. Message k of an end is sent once, when it is made. The lane may
/// lose it, or bring it twice or late, so an end that has waited long asks for the message it lacks, with an empty one of
/// that number; whoever is asked repeats what it has sent since. More than two messages of an end are never open, so its
/// slots hold all that can be asked for.
/// </summary>
internal sealed unsafe class RemoteEdge(ITransport lane, uint incarnation, int clock, EdgeEnd here, EdgeEnd there, int from, int to, int dimension)
{
    private const int MostDoublings = 4;
    private long _since;
    private int _asked;
    private volatile bool _isUnsent;

    /// <summary>The process of the other node; known before the run.</summary>
    public RemoteProcess? Process { get; set; }

    /// <summary>The other node's number.</summary>
    public int To => to;

    /// <summary>Whether the node here waits for a message.</summary>
    public bool Waits => here.Count > there.Count;

    /// <summary>Sends a message that has just been made.</summary>
    public void Send(long number)
    {
        Volatile.Write(ref _since, Environment.TickCount64);
        _asked = 0;
        _isUnsent = !Post(number);
    }

    /// <summary>Takes what has come from the other node; the gate of its process is held.</summary>
    public void Take(in EdgeHeader header, ReadOnlySpan<double> vector)
    {
        if (header.From != to || header.To != from) return;
        (long number, long known) = (header.Sequence, there.Count);
        if (vector.IsEmpty)
        {
            // whoever lacks message k has sent its own k and no later one; an older question has been answered
            if (number < known - 1) return;
            for (long k = number; k < here.Count; k++) Post(k);
        }
        else if (vector.Length == dimension && number == known && number <= here.Count)
        {
            if (Waits && _asked == 0) Process!.Learn(Environment.TickCount64 - Volatile.Read(ref _since));
            vector.CopyTo(new(there.Next, dimension));
            there.Publish();
        }
    }

    /// <summary>
    /// Sends what found no place in the queue, and asks for a message that has not come in time, or at once; the gate of the
    /// process is held.
    /// </summary>
    public void Check(long now, bool atOnce)
    {
        if (_isUnsent) _isUnsent = !Post(here.Count - 1);
        if (!Waits || (!atOnce && now - Volatile.Read(ref _since) < Process!.Wait * (1 << Math.Min(_asked, MostDoublings)))) return;
        _asked++;
        Volatile.Write(ref _since, now);
        Post(there.Count, []);
    }

    private bool Post(long number) => Post(number, new(here.SlotOf(number), dimension));

    private bool Post(long number, ReadOnlySpan<double> vector) =>
        lane.TrySend(Process!.Address, new(EdgeMessageKind.Message, from, to, incarnation, (ulong)clock, number, 0, 0), vector);
}

using System.Diagnostics;
using Akka.Actor;

namespace Gossip.Nodes.Live;

/// <summary>
/// Tells a node to look whether an offer has waited too long. One at most is in the node's mailbox, and how long it has
/// been there says how long that mailbox is, even before it is taken out.
/// </summary>
internal sealed class Check(IActorRef node)
{
    private long _sentAt;

    /// <summary>How long it has been in the mailbox, in seconds.</summary>
    public double Waiting => Volatile.Read(ref _sentAt) is var sent and not 0 ? Stopwatch.GetElapsedTime(sent).TotalSeconds : 0;

    /// <summary>Puts it into the mailbox, unless it is still there.</summary>
    public void Send()
    {
        if (Interlocked.CompareExchange(ref _sentAt, Stopwatch.GetTimestamp(), 0) == 0) node.Tell(this, ActorRefs.NoSender);
    }

    /// <summary>Out of the mailbox, after so many seconds.</summary>
    public double Take()
    {
        double waited = Waiting;
        Volatile.Write(ref _sentAt, 0);
        return waited;
    }
}

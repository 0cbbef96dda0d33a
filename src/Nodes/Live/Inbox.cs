namespace Gossip.Nodes.Live;

/// <summary>Counts what waits in a node's mailbox; beyond a limit further messages are dropped, which the protocol takes like loss.</summary>
internal sealed class Inbox(int limit)
{
    private int _waiting;

    /// <summary>Whether one more message may come in.</summary>
    public bool Admits()
    {
        if (Interlocked.Increment(ref _waiting) <= limit) return true;
        Interlocked.Decrement(ref _waiting);
        return false;
    }

    /// <summary>The node has taken one out.</summary>
    public void Took() => Interlocked.Decrement(ref _waiting);
}

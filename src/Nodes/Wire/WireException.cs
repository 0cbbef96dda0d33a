namespace Gossip.Nodes.Wire;

/// <summary>A connection must end, with the cause and one line for people.</summary>
internal sealed class WireException(RefusalCause cause, string message, bool byPeer = false) : Exception(message)
{
    public RefusalCause Cause { get; } = cause;

    public bool ByPeer { get; } = byPeer;

    public static WireException Format(string what) => new(RefusalCause.Protocol, what);
}

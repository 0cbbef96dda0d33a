namespace Gossip.Nodes.Wire;

/// <summary>A connection that a peer has made.</summary>
internal interface IIncoming : IDisposable
{
    /// <summary>Where it comes from, for people.</summary>
    string Remote { get; }

    /// <exception cref="WireException">TLS refuses the peer, or the peer this process.</exception>
    Task<Stream> SecureAsync(CancellationToken stop);
}

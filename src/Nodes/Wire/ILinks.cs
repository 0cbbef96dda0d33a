namespace Gossip.Nodes.Wire;

/// <summary>Makes and takes connections of ordered bytes: TCP, or packets of Akka.Remote.</summary>
internal interface ILinks : IAsyncDisposable
{
    PeerAddress Address { get; }

    /// <summary>Whether reading and writing block the calling thread; then every loop gets a thread of its own.</summary>
    bool Blocking { get; }

    /// <exception cref="WireException">TLS refuses the peer, or the peer this process.</exception>
    /// <exception cref="IOException">The peer cannot be reached.</exception>
    Task<Stream> DialAsync(PeerAddress to, CancellationToken stop);

    /// <summary>The next connection that a peer has made, not yet secured.</summary>
    Task<IIncoming> AcceptAsync(CancellationToken stop);
}

using Gossip.Core;

namespace Gossip.Nodes.Wire;

/// <summary>The lane for vectors over TCP: one connection for each pair of processes, TLS where there is a certificate.</summary>
public static class TcpTransport
{
    /// <summary>Listens, and dials a peer when something is first sent to it.</summary>
    /// <exception cref="InputException">The host is unknown, the port is taken, the identity is missing, or the listener would be open to everybody.</exception>
    public static ITransport Start(TransportOptions options) => Start(options, Greeting.ThisVersion);

    internal static Transport Start(TransportOptions options, ushort version)
    {
        options.Check();
        return new Transport(new TcpLinks(options), options, version);
    }
}

using System.Net;
using System.Net.Sockets;
using Gossip.Nodes.Wire;

namespace Gossip.Benchmarks.Cluster;

/// <summary>The other process: answers offers, counts messages, and serves the yardstick's socket. Ends when its input does.</summary>
internal static class WireAnswer
{
    public static void Run(string[] args)
    {
        using ClusterCertificate? certificate = args is [string pfx, ..] ? ClusterCertificate.FromPfx(pfx, null) : null;
        ITransport transport = TcpTransport.Start(WirePart.Options("answer", certificate));
        transport.Received = (PeerAddress from, in EdgeHeader header, ReadOnlySpan<double> vector) =>
        {
            // a long stream asks for an answer to its last message only
            if (header.Kind == EdgeMessageKind.Offer) transport.TrySend(from, header with { Kind = EdgeMessageKind.Answer }, vector);
            else if (header.Sequence == 0) transport.TrySend(from, header with { Kind = EdgeMessageKind.Answer }, []);
        };
        using Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        new Thread(() =>
        {
            using Socket socket = listener.Accept();
            socket.NoDelay = true;
            RawLane.Serve(socket);
        }) { IsBackground = true }.Start();
        Console.WriteLine($"{transport.Address} {((IPEndPoint)listener.LocalEndPoint!).Port}");
        Console.In.ReadToEnd();
    }
}

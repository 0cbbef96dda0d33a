using System.Net;
using System.Net.Sockets;
using Gossip.Core;

namespace Gossip.Nodes.Wire;

/// <summary>Connections over TCP, with TLS where there is a certificate.</summary>
internal sealed class TcpLinks : ILinks
{
    private readonly Socket _listener;
    private readonly Tls? _tls;

    /// <exception cref="InputException">The host is unknown, the port is taken, or the listener would be open to everybody.</exception>
    public TcpLinks(TransportOptions options)
    {
        IPAddress address = Resolve(options.Host);
        if (options.Certificate is null && string.IsNullOrEmpty(options.Secret) && !options.Insecure && !IPAddress.IsLoopback(address))
            throw InputException.At("host", $"{options.Host} without a certificate or a cluster secret", "one of these, or 'insecure', or a loopback address");
        bool anywhere = address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
        if (anywhere && options.PublicHost is null) throw InputException.At("host", options.Host, "also the public host, the name by which peers reach this process");
        _tls = options.Certificate is null ? null : new Tls(options.Certificate);
        _listener = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            _listener.Bind(new IPEndPoint(address, options.Port));
            _listener.Listen(512);
        }
        catch (SocketException e)
        {
            _listener.Dispose();
            string found = e.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse => "a port in use by another process",
                SocketError.AccessDenied => "a port that this user may not open",
                SocketError.AddressNotAvailable => "an address that this machine does not have",
                _ => e.Message,
            };
            throw InputException.At($"{options.Host}:{options.Port}", found, "an address and a free port to listen on");
        }
        Address = new PeerAddress(options.PublicHost ?? options.Host, ((IPEndPoint)_listener.LocalEndPoint!).Port);
    }

    public PeerAddress Address { get; }

    public bool Blocking => true;

    public async Task<Stream> DialAsync(PeerAddress to, CancellationToken stop)
    {
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            BlockingStream.Guard(socket, to, static (s, at) =>
            {
                s.Connect(at.Host, at.Port);
                return 0;
            }, stop);
            BlockingStream stream = new(socket);
            return _tls is null ? stream : await _tls.AsDialler(stream, stop).ConfigureAwait(false);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public async Task<IIncoming> AcceptAsync(CancellationToken stop)
    {
        Socket socket = await _listener.AcceptAsync(stop).ConfigureAwait(false);
        return new Incoming(socket, _tls);
    }

    public ValueTask DisposeAsync()
    {
        _listener.Dispose();
        return ValueTask.CompletedTask;
    }

    private static IPAddress Resolve(string host)
    {
        if (IPAddress.TryParse(host, out IPAddress? address)) return address;
        try
        {
            return Dns.GetHostAddresses(host).OrderBy(a => a.AddressFamily == AddressFamily.InterNetwork ? 0 : 1).First();
        }
        catch (Exception e) when (e is SocketException or InvalidOperationException or ArgumentException)
        {
            throw InputException.At("host", $"'{host}', which has no address", "an address of this machine or a name of it");
        }
    }

    private sealed class Incoming : IIncoming
    {
        private readonly Socket _socket;
        private readonly Tls? _tls;

        public Incoming(Socket socket, Tls? tls)
        {
            (_socket, _tls) = (socket, tls);
            Remote = socket.RemoteEndPoint?.ToString() ?? "unknown";
            socket.NoDelay = true;
        }

        public string Remote { get; }

        public async Task<Stream> SecureAsync(CancellationToken stop)
        {
            BlockingStream stream = new(_socket);
            if (_tls is null) return stream;
            byte[] first = new byte[1];
            if (BlockingStream.Guard(_socket, first, static (s, b) => s.Receive(b, SocketFlags.Peek), stop) == 1 && first[0] == Greeting.FirstByte)
            {
                WireException refusal = new(RefusalCause.NotGossip, "TLS at one end only");
                await Handshake.RefuseAsync(stream, refusal, Greeting.ThisVersion, stop).ConfigureAwait(false);
                throw refusal;
            }
            return await _tls.AsAnswerer(stream, stop).ConfigureAwait(false);
        }

        public void Dispose() => _socket.Dispose();
    }
}

using System.Collections.Concurrent;
using System.Diagnostics;
using Gossip.Nodes.Wire;

namespace Gossip.Nodes.Tests;

/// <summary>A transport on loopback that keeps what arrives and what it is told.</summary>
internal sealed class Inbox : IAsyncDisposable
{
    public readonly ConcurrentQueue<(PeerAddress From, EdgeHeader Header, double[] Vector)> Messages = new();
    public readonly ConcurrentQueue<(PeerAddress From, EdgeHeader Header, byte[] Bytes)> Controls = new();
    public readonly ConcurrentQueue<Refusal> Refusals = new();
    public readonly ConcurrentQueue<bool> Changes = new();

    public Inbox(ITransport transport)
    {
        Transport = transport;
        transport.Received = (PeerAddress from, in EdgeHeader header, ReadOnlySpan<double> vector) => Messages.Enqueue((from, header, vector.ToArray()));
        transport.ControlReceived = (PeerAddress from, in EdgeHeader header, ReadOnlySpan<byte> bytes) => Controls.Enqueue((from, header, bytes.ToArray()));
        transport.Refused += Refusals.Enqueue;
        transport.ConnectionChanged += (_, up) => Changes.Enqueue(up);
    }

    public ITransport Transport { get; }

    public PeerAddress Address => Transport.Address;

    public static TransportOptions Options(string identity) => new() { Identity = identity, Experiment = new byte[32] };

    public static Inbox Tcp(string identity, Func<TransportOptions, TransportOptions>? change = null) =>
        new(TcpTransport.Start(change is null ? Options(identity) : change(Options(identity))));

    public static EdgeHeader Header(EdgeMessageKind kind = EdgeMessageKind.Offer, long sequence = 0) => new(kind, 1, 2, 3, 4, sequence, 5.5, 0.25);

    public PeerCounters Of(PeerAddress peer) => Transport.Peers.SingleOrDefault(p => p.Peer == peer);

    /// <summary>Sends, waiting while the queue is full.</summary>
    public async Task SendAsync(PeerAddress to, EdgeHeader header, double[] vector) =>
        await Until(() => Transport.TrySend(to, header, vector), "a place in the queue");

    public static Task Until(Func<bool> holds, string what, double seconds = 30) => Until(holds, () => what, seconds);

    public static async Task Until(Func<bool> holds, Func<string> what, double seconds = 30)
    {
        Stopwatch watch = Stopwatch.StartNew();
        while (!holds())
        {
            if (watch.Elapsed.TotalSeconds > seconds) throw new TimeoutException($"waited {seconds} s for {what()}");
            await Task.Delay(2);
        }
    }

    public ValueTask DisposeAsync() => Transport.DisposeAsync();
}

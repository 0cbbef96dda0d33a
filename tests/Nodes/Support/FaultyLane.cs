using System.Collections.Concurrent;
using Gossip.Core;
using Gossip.Nodes.Wire;

namespace Gossip.Nodes.Tests;

/// <summary>
/// A lane that loses one message in ten, sends one in ten twice and holds one in ten back behind those that follow, by
/// seeded draws.
/// </summary>
internal sealed class FaultyLane(ITransport inner, ulong seed) : ITransport
{
    private readonly CounterStream _draws = new(seed, Purpose.Start, inner.Address.Port);
    private readonly ConcurrentQueue<(PeerAddress To, EdgeHeader Header, double[] Vector)> _held = new();
    private long _drawn;

    public long Lost { get; private set; }

    public PeerAddress Address => inner.Address;

    public EdgeReceiver? Received
    {
        set => inner.Received = value;
    }

    public ControlReceiver? ControlReceived
    {
        set => inner.ControlReceived = value;
    }

    public IReadOnlyList<PeerCounters> Peers => inner.Peers;

    public event Action<Refusal>? Refused
    {
        add => inner.Refused += value;
        remove => inner.Refused -= value;
    }

    public event Action<PeerAddress, bool>? ConnectionChanged
    {
        add => inner.ConnectionChanged += value;
        remove => inner.ConnectionChanged -= value;
    }

    public bool TrySend(PeerAddress to, in EdgeHeader header, ReadOnlySpan<double> vector)
    {
        double draw = _draws.Uniform(Interlocked.Increment(ref _drawn));
        if (draw < 0.1)
        {
            Lost++;
            return true;
        }
        if (draw > 0.9)
        {
            _held.Enqueue((to, header, vector.ToArray()));
            return true;
        }
        bool sent = inner.TrySend(to, header, vector);
        if (draw > 0.8) inner.TrySend(to, header, vector);
        if (draw < 0.3 && _held.TryDequeue(out var late)) inner.TrySend(late.To, late.Header, late.Vector);
        return sent;
    }

    public bool TrySendControl(PeerAddress to, in EdgeHeader header, ReadOnlySpan<byte> bytes) => inner.TrySendControl(to, header, bytes);

    public void Forget(PeerAddress peer) => inner.Forget(peer);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}

using System.Collections.Concurrent;
using Gossip.Core;

namespace Gossip.Nodes.Wire;

/// <summary>
/// The transport over any links: one connection for each pair of processes, made by whoever has something to send first.
/// Where both dial at once, the connection dialled by the lower address goes on and the other retires after its last
/// message. A peer that cannot be reached is tried again after growing pauses, and meanwhile takes no messages.
/// </summary>
internal sealed class Transport : ITransport
{
    private readonly ILinks _links;
    private readonly ChunkPool _chunks;
    private readonly Hello _own;
    private readonly Handshake _handshake;
    private readonly RefusalLog _log;
    private readonly ConcurrentDictionary<PeerAddress, Peer> _peers = new();
    private readonly ConcurrentDictionary<Connection, byte> _connections = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Timer _timer;
    private readonly Task _accepting;
    private readonly Lock _naming = new();
    private int _greetings;
    private EdgeReceiver? _received;
    private ControlReceiver? _controlReceived;

    public Transport(ILinks links, TransportOptions options, ushort version = Greeting.ThisVersion)
    {
        (_links, Options) = (links, options);
        _chunks = new ChunkPool(64 + (int)(Math.Max(options.MaxQueuedBytes, Encoder.LongSize(8L * options.MaxVector)) / Frame.MaxSize));
        _own = Hello.Of(options, links.Address);
        _handshake = new Handshake(_own, options.Secret, version);
        _log = new RefusalLog(refusal => Refused?.Invoke(refusal));
        TimeSpan tick = TimeSpan.FromMilliseconds(Math.Clamp(options.Heartbeat.TotalMilliseconds / 4, 5, 1000));
        _timer = new Timer(_ => Tick(), null, tick, tick);
        _accepting = Task.Run(AcceptAsync);
    }

    public event Action<Refusal>? Refused;

    public event Action<PeerAddress, bool>? ConnectionChanged;

    public TransportOptions Options { get; }

    public VectorPool Vectors { get; } = new();

    public PeerAddress Address => _links.Address;

    public EdgeReceiver? Received
    {
        set => Volatile.Write(ref _received, value);
    }

    public ControlReceiver? ControlReceived
    {
        set => Volatile.Write(ref _controlReceived, value);
    }

    public IReadOnlyList<PeerCounters> Peers => [.. _peers.Values.OrderBy(p => p.Address).Select(p => p.Counters())];

    public bool TrySend(PeerAddress to, in EdgeHeader header, ReadOnlySpan<double> vector)
    {
        if (vector.Length > Options.MaxVector) throw new ArgumentException($"a vector of {vector.Length} numbers where {Options.MaxVector} is the limit", nameof(vector));
        if (header.Kind is < EdgeMessageKind.Offer or EdgeMessageKind.Control or > EdgeMessageKind.Deny) throw new ArgumentException($"kind {header.Kind} carries no vector", nameof(header));
        if (Reach(to) is not { } peer || !peer.Queue.TryAdd(header, vector)) return false;
        peer.Current?.Wake();
        return true;
    }

    public bool TrySendControl(PeerAddress to, in EdgeHeader header, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > Options.MaxControlBytes) throw new ArgumentException($"{bytes.Length} bytes where {Options.MaxControlBytes} is the limit", nameof(bytes));
        if (header.Kind != EdgeMessageKind.Control) throw new ArgumentException($"kind {header.Kind} carries no bytes", nameof(header));
        if (Reach(to) is not { } peer || !peer.Queue.TryAddControl(header, bytes)) return false;
        peer.Current?.Wake();
        return true;
    }

    public void Forget(PeerAddress address)
    {
        if (!_peers.TryGetValue(address, out Peer? peer)) return;
        Connection? current;
        lock (peer.Gate)
        {
            peer.Wanted = false;
            peer.Queue.Close();
            current = peer.Current;
            if (current is null && !peer.Dialling) Remove(peer);
        }
        current?.Retire(RefusalCause.Leaving, "the peer was forgotten");
    }

    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested) return;
        await _stop.CancelAsync().ConfigureAwait(false);
        await _timer.DisposeAsync().ConfigureAwait(false);
        await _accepting.ConfigureAwait(false);
        Connection[] connections = [.. _connections.Keys];
        foreach (Connection connection in connections) connection.Retire(RefusalCause.Leaving, "the process leaves");
        await Task.WhenAny(Task.WhenAll(connections.Select(c => c.Finished)), Task.Delay(1000)).ConfigureAwait(false);
        foreach (Connection connection in connections) connection.Abort(connection.End);
        await Task.WhenAll(connections.Select(c => c.Finished)).ConfigureAwait(false);
        foreach (Peer peer in _peers.Values) peer.Queue.Close();
        await _links.DisposeAsync().ConfigureAwait(false);
        Vectors.Dispose();
    }

    /// <summary>Runs a loop where it may block, if it does.</summary>
    public Task<T> OnThread<T>(Func<Task<T>> loop) =>
        _links.Blocking ? Task.Factory.StartNew(loop, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap() : Task.Run(loop);

    /// <summary>Runs a loop where it may block, if it does.</summary>
    public Task OnThread(Func<Task> loop) =>
        _links.Blocking ? Task.Factory.StartNew(loop, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap() : Task.Run(loop);

    public bool Blocking => _links.Blocking;

    /// <summary>Hands a message to the receiver of vectors.</summary>
    public void Deliver(PeerAddress from, in EdgeHeader header, ReadOnlySpan<double> vector) => Volatile.Read(ref _received)?.Invoke(from, header, vector);

    /// <summary>Hands a message to the receiver of control messages.</summary>
    public void DeliverControl(PeerAddress from, in EdgeHeader header, ReadOnlySpan<byte> bytes) => Volatile.Read(ref _controlReceived)?.Invoke(from, header, bytes);

    /// <summary>A connection is over: the peer is dialled again if somebody here sends to it.</summary>
    public void Ended(Connection connection)
    {
        _connections.TryRemove(connection, out _);
        Peer peer = connection.Peer;
        WireException why = connection.End;
        bool good = why.Cause is RefusalCause.Leaving or RefusalCause.Duplicate, was;
        lock (peer.Gate)
        {
            was = peer.Current == connection;
            if (was) peer.Current = null;
            if (was && !good) peer.Problem = why.Message;
            if (peer.Current is null && !peer.Dialling)
            {
                // a duplicate: the connection that goes on is about to be known here too, and takes what waits
                if (why.Cause != RefusalCause.Duplicate) peer.Queue.Close();
                if (peer.Wanted) Dial(peer, pause: true);
                else Remove(peer);
            }
        }
        if (was) ConnectionChanged?.Invoke(peer.Address, false);
        if (!good && why.Cause != RefusalCause.Lost) _log.Tell(why, peer.Address, peer.Address.ToString());
    }

    private Peer? Reach(PeerAddress to)
    {
        if (to == Address) throw new ArgumentException("a process sends no messages to itself", nameof(to));
        while (!_stop.IsCancellationRequested)
        {
            if (!_peers.TryGetValue(to, out Peer? peer))
            {
                if (_peers.Count >= Options.MaxPeers) return null;
                peer = _peers.GetOrAdd(to, static (address, self) => new Peer(address, self._chunks, self.Options), this);
            }
            if (peer.Current is not null && peer.Wanted) return peer;
            lock (peer.Gate)
            {
                if (peer.Gone) continue;
                peer.Wanted = true;
                if (peer.Current is not null || peer.Dialling) return peer;
                peer.Queue.Open();
                Dial(peer, pause: false);
                return peer;
            }
        }
        return null;
    }

    /// <summary>Starts the loop that makes a connection; the gate is held.</summary>
    private void Dial(Peer peer, bool pause)
    {
        if (peer.Dialling || _stop.IsCancellationRequested) return;
        peer.Dialling = true;
        _ = Task.Run(() => DialAsync(peer, pause));
    }

    private async Task DialAsync(Peer peer, bool pause)
    {
        try
        {
            while (true)
            {
                if (pause) await Task.Delay(BackOff.Pause(Address, peer.Address, peer.Attempts, Options.MaxBackOff), _stop.Token).ConfigureAwait(false);
                lock (peer.Gate)
                {
                    if (peer.Current is not null || !peer.Wanted)
                    {
                        DialEnded(peer);
                        return;
                    }
                }
                peer.Attempts = Math.Min(peer.Attempts + 1, 30);
                RefusalCause? failed = await OnThread(() => TryDialAsync(peer)).ConfigureAwait(false);
                if (failed is null) return;
                lock (peer.Gate)
                {
                    if (peer.Current is null && failed != RefusalCause.Duplicate) peer.Queue.Close();
                }
                pause = true;
            }
        }
        catch (OperationCanceledException)
        {
            lock (peer.Gate) DialEnded(peer);
        }
    }

    private void DialEnded(Peer peer)
    {
        peer.Dialling = false;
        if (peer.Current is not null) return;
        peer.Queue.Close();
        if (!peer.Wanted) Remove(peer);
    }

    /// <returns>Why no connection was made; null when one was.</returns>
    private async Task<RefusalCause?> TryDialAsync(Peer peer)
    {
        Stream? stream = null;
        RefusalCause cause;
        try
        {
            using CancellationTokenSource deadline = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
            deadline.CancelAfter(Options.HandshakeDeadline);
            stream = await _links.DialAsync(peer.Address, deadline.Token).ConfigureAwait(false);
            Hello theirs = await _handshake.DialAsync(stream, peer.Address, deadline.Token).ConfigureAwait(false);
            if (!Install(new Connection(this, peer, stream, theirs, dialledHere: true))) stream.Dispose();
            if (!peer.Wanted) Forget(peer.Address);
            return null;
        }
        catch (WireException e)
        {
            cause = e.Cause;
            if (cause != RefusalCause.Duplicate) peer.Problem = e.Message;
            if (cause is not (RefusalCause.Duplicate or RefusalCause.Lost)) _log.Tell(e, peer.Address, peer.Address.ToString());
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException or ArgumentException)
        {
            cause = RefusalCause.Lost;
            peer.Problem = e is OperationCanceledException ? "no answer" : e.Message;
        }
        stream?.Dispose();
        return cause;
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                IIncoming incoming = await _links.AcceptAsync(_stop.Token).ConfigureAwait(false);
                if (Interlocked.Increment(ref _greetings) <= Options.MaxGreetings) _ = OnThread(() => GreetAsync(incoming));
                else
                {
                    Interlocked.Decrement(ref _greetings);
                    incoming.Dispose();
                }
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (Exception e) when (e is IOException or System.Net.Sockets.SocketException)
            {
                await Task.Delay(50).ConfigureAwait(false);
            }
        }
    }

    private async Task GreetAsync(IIncoming incoming)
    {
        try
        {
            using CancellationTokenSource deadline = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
            deadline.CancelAfter(Options.HandshakeDeadline);
            Stream stream = await incoming.SecureAsync(deadline.Token).ConfigureAwait(false);
            Hello theirs = await _handshake.AnswerAsync(stream, Judge, deadline.Token).ConfigureAwait(false);
            while (true)
            {
                Peer peer = _peers.GetOrAdd(theirs.Address, static (address, self) => new Peer(address, self._chunks, self.Options), this);
                if (Install(new Connection(this, peer, stream, theirs, dialledHere: false))) return;
            }
        }
        catch (WireException e)
        {
            incoming.Dispose();
            if (e.Cause is not (RefusalCause.Duplicate or RefusalCause.Lost)) _log.Tell(e, null, incoming.Remote);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException or System.Net.Sockets.SocketException)
        {
            incoming.Dispose();
        }
        finally
        {
            Interlocked.Decrement(ref _greetings);
        }
    }

    /// <summary>Whether a peer that has proved the secret is wanted.</summary>
    private void Judge(Hello theirs)
    {
        // who has no nodes and names no experiment looks on, or gives orders: the secret or certificate is enough for that
        bool looksOn = theirs.Nodes.Length == 0 && theirs.Experiment.All(b => b == 0);
        if (!looksOn && !theirs.Experiment.AsSpan().SequenceEqual(_own.Experiment))
            throw new WireException(RefusalCause.Experiment, $"the experiments differ: digest {Digest(theirs)} at {theirs.Address}, {Digest(_own)} at {Address}");
        if (theirs.Identity == _own.Identity || theirs.Address == Address)
            throw new WireException(RefusalCause.Identity, $"two processes with one identity: '{theirs.Identity}' at {theirs.Address}, '{_own.Identity}' at {Address}");
        int shared = theirs.Nodes.Intersect(_own.Nodes).DefaultIfEmpty(-1).First();
        if (shared >= 0) throw new WireException(RefusalCause.Identity, $"node {shared} is owned by '{theirs.Identity}' at {theirs.Address} and by '{_own.Identity}' at {Address}");
        if (Clash(theirs) is { } clash) throw clash;
        if (_peers.TryGetValue(theirs.Address, out Peer? peer))
        {
            if (peer.Current is { Ending: false } current && !Prefers(theirs, dialledHere: false, current))
            {
                throw theirs.Incarnation < current.Theirs.Incarnation
                    ? new WireException(RefusalCause.Identity, $"a later start of '{theirs.Identity}' is connected")
                    : new WireException(RefusalCause.Duplicate, "connected already");
            }
        }
        else if (_peers.Count >= Options.MaxPeers) throw new WireException(RefusalCause.Full, $"{Options.MaxPeers} peers are the limit at {Address}");
    }

    /// <summary>What another live peer already is, of that which this one says it is.</summary>
    private WireException? Clash(Hello theirs)
    {
        foreach (Peer other in _peers.Values)
        {
            if (other.Address == theirs.Address || other.Current is not { Ending: false } live) continue;
            if (live.Theirs.Identity == theirs.Identity)
                return new WireException(RefusalCause.Identity, $"two processes with one identity: '{theirs.Identity}' at {theirs.Address} and at {other.Address}");
            int shared = theirs.Nodes.Intersect(live.Theirs.Nodes).DefaultIfEmpty(-1).First();
            if (shared >= 0)
                return new WireException(RefusalCause.Identity, $"node {shared} is owned by '{theirs.Identity}' at {theirs.Address} and by '{live.Theirs.Identity}' at {other.Address}");
        }
        return null;
    }

    private static string Digest(Hello hello) => Convert.ToHexStringLower(hello.Experiment.AsSpan(0, 6));

    /// <summary>The rule by which both ends keep the same one of two connections.</summary>
    private bool Prefers(Hello theirs, bool dialledHere, Connection old)
    {
        if (old.Ending) return true;
        if (theirs.Incarnation != old.Theirs.Incarnation) return theirs.Incarnation > old.Theirs.Incarnation;
        if (dialledHere == old.DialledHere) return true;
        return dialledHere == (Address.CompareTo(theirs.Address) < 0);
    }

    /// <returns>False when the peer was removed meanwhile.</returns>
    private bool Install(Connection connection)
    {
        Peer peer = connection.Peer;
        WireException? clash;
        Connection? loser = null;
        bool first = false;
        // one at a time, so that of two newcomers with one identity the second is seen
        lock (_naming)
        lock (peer.Gate)
        {
            if (peer.Gone) return false;
            if (connection.DialledHere) peer.Dialling = false;
            _connections[connection] = 0;
            clash = Clash(connection.Theirs);
            if (clash is null)
            {
                loser = peer.Current;
                first = loser is null;
                if (loser is null || Prefers(connection.Theirs, connection.DialledHere, loser))
                {
                    peer.Current = connection;
                    peer.Problem = null;
                    peer.Queue.Open();
                }
                else loser = connection;
            }
        }
        if (first) ConnectionChanged?.Invoke(peer.Address, true);
        if (clash is not null) connection.EndWith(clash);
        loser?.Retire(RefusalCause.Duplicate, "another connection goes on");
        if (_stop.IsCancellationRequested) connection.Retire(RefusalCause.Leaving, "the process leaves");
        connection.Start();
        return true;
    }

    private void Remove(Peer peer)
    {
        peer.Gone = true;
        peer.Queue.Close();
        _peers.TryRemove(new KeyValuePair<PeerAddress, Peer>(peer.Address, peer));
    }

    private void Tick()
    {
        long now = Environment.TickCount64;
        foreach (KeyValuePair<Connection, byte> pair in _connections) pair.Key.Tick(now);
        foreach (KeyValuePair<PeerAddress, Peer> pair in _peers)
        {
            if (pair.Value.Current is { } current && now - current.Since > Options.SilenceLimit.TotalMilliseconds) pair.Value.Attempts = 0;
        }
    }
}

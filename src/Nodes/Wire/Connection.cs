namespace Gossip.Nodes.Wire;

/// <summary>
/// One connection after the greeting: a loop that writes what waits in the peer's queue, short messages between the
/// frames of a long one, and a loop that reads and delivers. Delivery happens on the reading loop, so that a receiver
/// that takes its time fills the sender's window and then its bounded queue, and no memory here.
/// </summary>
internal sealed class Connection : IFrameSink, IDisposable
{
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(1);
    private readonly Transport _owner;
    private readonly Stream _stream;
    private readonly FrameDecoder _decoder;
    private readonly Signal _wake = new();
    private readonly Lock _gate = new();
    private readonly byte[] _notice = GC.AllocateUninitializedArray<byte>(2048, pinned: true);
    private WireException? _end;
    private bool _farewell, _retiring, _mute;
    private volatile bool _delivering;
    private uint _sequence;
    private long _lastReceived = Environment.TickCount64, _lastSent = Environment.TickCount64, _writingSince = long.MaxValue;
    private bool _heartbeat;

    public Connection(Transport owner, Peer peer, Stream stream, Hello theirs, bool dialledHere)
    {
        (_owner, Peer, _stream, Theirs, DialledHere) = (owner, peer, stream, theirs, dialledHere);
        _decoder = new FrameDecoder(this, owner.Vectors, owner.Options.MaxVector, owner.Options.MaxControlBytes);
    }

    public Peer Peer { get; }

    public Hello Theirs { get; }

    public bool DialledHere { get; }

    /// <summary>When it was made, in milliseconds of the system's uptime.</summary>
    public long Since { get; } = Environment.TickCount64;

    public bool Ending => _retiring || _end is not null;

    /// <summary>Why it ended; known when it has.</summary>
    public WireException End => _end ?? new WireException(RefusalCause.Lost, "the connection was closed");

    public Task Finished { get; private set; } = Task.CompletedTask;

    public void Start() => Finished = Task.Run(RunAsync);

    public void Wake() => _wake.Set();

    /// <summary>Finishes the message under way, says goodbye and reads on until the peer has done the same.</summary>
    public void Retire(RefusalCause cause, string text)
    {
        lock (_gate)
        {
            _end ??= new WireException(cause, text);
            _retiring = true;
        }
        Wake();
    }

    /// <summary>Sends a sign of life where nothing else was sent, and ends a silent or stalled connection.</summary>
    public void Tick(long now)
    {
        TransportOptions options = _owner.Options;
        if (!_delivering && now - Volatile.Read(ref _lastReceived) > options.SilenceLimit.TotalMilliseconds)
            Abort(new WireException(RefusalCause.Silent, $"nothing arrived for {options.SilenceLimit.TotalSeconds:0.#} s"));
        else if (now - Volatile.Read(ref _writingSince) > options.StallLimit.TotalMilliseconds)
            Abort(new WireException(RefusalCause.Stalled, $"the peer took nothing for {options.StallLimit.TotalSeconds:0.#} s"));
        else if (now - Volatile.Read(ref _lastSent) >= options.Heartbeat.TotalMilliseconds)
        {
            Volatile.Write(ref _heartbeat, true);
            Wake();
        }
    }

    /// <summary>Gives back what it holds, when both loops have ended.</summary>
    public void Dispose()
    {
        _stream.Dispose();
        _decoder.Dispose();
    }

    void IFrameSink.Edge(in EdgeHeader header, ReadOnlySpan<double> vector)
    {
        Peer.CountReceived();
        try
        {
            _owner.Deliver(Peer.Address, header, vector);
        }
        catch (Exception e) when (e is not WireException)
        {
            throw new WireException(RefusalCause.Receiver, $"the receiver failed: {e.Message}");
        }
    }

    void IFrameSink.Control(in EdgeHeader header, ReadOnlySpan<byte> bytes)
    {
        Peer.CountReceived();
        try
        {
            _owner.DeliverControl(Peer.Address, header, bytes);
        }
        catch (Exception e) when (e is not WireException)
        {
            throw new WireException(RefusalCause.Receiver, $"the receiver failed: {e.Message}");
        }
    }

    void IFrameSink.Goodbye(RefusalCause cause, string text)
    {
        _farewell = true;
        if (cause == RefusalCause.Duplicate) Retire(cause, text);
        else EndWith(new WireException(cause, text, byPeer: true));
    }

    /// <summary>Says why and closes; the first cause counts.</summary>
    public void EndWith(WireException why)
    {
        lock (_gate) _end ??= why;
        Wake();
    }

    public void Abort(WireException why)
    {
        EndWith(why);
        _mute = true;
        _stream.Dispose();
    }

    private async Task RunAsync()
    {
        Task writing = _owner.OnThread(WriteAsync), reading = _owner.OnThread(ReadAsync);
        await Task.WhenAny(writing, reading).ConfigureAwait(false);
        Wake();
        // a connection that retires has what the peer still sends to read; any other is over
        TimeSpan patience = _retiring && !reading.IsCompleted ? _owner.Options.SilenceLimit : Linger;
        await Task.WhenAny(Task.WhenAll(writing, reading), Task.Delay(patience)).ConfigureAwait(false);
        await _stream.DisposeAsync().ConfigureAwait(false);
        await Task.WhenAll(writing, reading).ConfigureAwait(false);
        Dispose();
        _owner.Ended(this);
    }

    private async Task ReadAsync()
    {
        try
        {
            while (!_farewell)
            {
                int count = await _stream.ReadAsync(_decoder.NextBuffer()).ConfigureAwait(false);
                if (count == 0) throw new IOException("the peer closed the connection");
                Peer.CountBytesReceived(count);
                _delivering = true;
                _decoder.Advance(count);
                Volatile.Write(ref _lastReceived, Environment.TickCount64);
                _delivering = false;
            }
        }
        catch (WireException e)
        {
            EndWith(e);
            await DrainAsync().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            _mute = true;
            EndWith(new WireException(RefusalCause.Lost, e.Message));
        }
    }

    /// <summary>Closing while bytes lie unread would reset the connection, and with it the goodbye on its way.</summary>
    private async Task DrainAsync()
    {
        byte[] rest = new byte[1 << 16];
        try
        {
            while (await _stream.ReadAsync(rest).ConfigureAwait(false) > 0) { }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException) { }
    }

    private async Task WriteAsync()
    {
        Chunk? rest = null, now = null;
        bool longTurn = false;
        try
        {
            while (_end is null || _retiring)
            {
                now = Next(ref rest, ref longTurn);
                if (now is not null)
                {
                    Frame.Stamp(now.Bytes.AsSpan(0, now.Length), ref _sequence);
                    await SendAsync(now.Bytes.AsMemory(0, now.Length)).ConfigureAwait(false);
                    Peer.CountSent(now.Messages, now.Length);
                    Peer.Queue.Sent(now);
                    now = null;
                }
                else if (_retiring) break;
                else if (Volatile.Read(ref _heartbeat)) await HeartbeatAsync().ConfigureAwait(false);
                else await _wake.WaitAsync(_owner.Blocking).ConfigureAwait(false);
            }
            if (!_mute) await FarewellAsync().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            EndWith(new WireException(RefusalCause.Lost, e.Message));
        }
        finally
        {
            Peer.Queue.Lose(now);
            Peer.Queue.Lose(rest);
        }
    }

    /// <summary>Short and long messages in turn, one chunk each; a connection that retires only finishes the long one under way.</summary>
    private Chunk? Next(ref Chunk? rest, ref bool longTurn)
    {
        Chunk? chunk = longTurn || _retiring ? null : Peer.Queue.TakeShort();
        longTurn = chunk is not null;
        if (chunk is not null) return chunk;
        rest ??= _retiring ? null : Peer.Queue.TakeLong();
        if (rest is null) return _retiring ? null : Peer.Queue.TakeShort();
        chunk = rest;
        rest = chunk.Next;
        chunk.Next = null;
        return chunk;
    }

    private async ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        Volatile.Write(ref _writingSince, Environment.TickCount64);
        await _stream.WriteAsync(bytes).ConfigureAwait(false);
        Volatile.Write(ref _lastSent, Environment.TickCount64);
        Volatile.Write(ref _writingSince, long.MaxValue);
    }

    private async ValueTask HeartbeatAsync()
    {
        Volatile.Write(ref _heartbeat, false);
        Frame.WriteHeader(_notice, FrameType.Heartbeat, 0, 0);
        Frame.Stamp(_notice.AsSpan(0, Frame.HeaderSize), ref _sequence);
        await SendAsync(_notice.AsMemory(0, Frame.HeaderSize)).ConfigureAwait(false);
        Peer.CountSent(0, Frame.HeaderSize);
    }

    private async ValueTask FarewellAsync()
    {
        WireException why = End.ByPeer ? new WireException(End.Cause, "goodbye") : End;
        int size = Encoder.Goodbye(_notice, why.Cause, why.Message);
        Frame.Stamp(_notice.AsSpan(0, size), ref _sequence);
        await SendAsync(_notice.AsMemory(0, size)).ConfigureAwait(false);
        await _stream.FlushAsync().ConfigureAwait(false);
    }
}

namespace Gossip.Nodes.Wire;

/// <summary>
/// What waits for one peer, bounded in messages and in bytes (short and long messages apart, and one long message always
/// fits). Short messages are packed one behind another into chunks; long ones are chains of chunks. Takes messages only
/// while open.
/// </summary>
internal sealed class SendQueue(ChunkPool pool, TransportOptions options)
{
    private readonly Lock _gate = new();
    private readonly Queue<Chunk> _long = new();
    private Chunk? _first, _last;
    private bool _open;
    private int _messages;
    private long _shortBytes, _longBytes, _dropped;

    public (int Messages, long Bytes, long Dropped) Counts
    {
        get
        {
            lock (_gate) return (_messages, _shortBytes + _longBytes, _dropped);
        }
    }

    public void Open()
    {
        lock (_gate) _open = true;
    }

    /// <summary>Drops what waits and takes nothing more until it is opened.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _open = false;
            while (_first is not null) Lose(TakeShort());
            while (_long.TryDequeue(out Chunk? chain)) Lose(chain);
        }
    }

    public bool TryAdd(in EdgeHeader header, ReadOnlySpan<double> vector)
    {
        bool floats = options.Float32;
        long payload = Encoder.PayloadBytes(vector.Length, floats);
        if (!Encoder.FitsOneFrame(payload)) return TryAddLong(header, vector, Encoder.LongSize(payload));
        int size = Encoder.WholeSize((int)payload);
        lock (_gate)
        {
            if (!Admit(size, ref _shortBytes)) return false;
            Encoder.Whole(Room(size), header, vector, floats);
        }
        return true;
    }

    public bool TryAddControl(in EdgeHeader header, ReadOnlySpan<byte> bytes)
    {
        int size = Encoder.WholeSize(bytes.Length);
        lock (_gate)
        {
            if (!Admit(size, ref _shortBytes)) return false;
            Encoder.Control(Room(size), header, bytes);
        }
        return true;
    }

    /// <summary>The next chunk of short messages, if any waits.</summary>
    public Chunk? TakeShort()
    {
        lock (_gate)
        {
            if (_first is not { } chunk) return null;
            _first = chunk.Next;
            if (_first is null) _last = null;
            chunk.Next = null;
            return chunk;
        }
    }

    /// <summary>The chain of the next long message, if any waits.</summary>
    public Chunk? TakeLong()
    {
        lock (_gate) return _long.TryDequeue(out Chunk? chain) ? chain : null;
    }

    /// <summary>A taken chunk was sent.</summary>
    public void Sent(Chunk chunk)
    {
        lock (_gate)
        {
            Release(chunk);
        }
        chunk.Next = null;
        pool.Return(chunk);
    }

    /// <summary>A taken chunk, and the rest of its chain, will not be sent.</summary>
    public void Lose(Chunk? chain)
    {
        lock (_gate)
        {
            for (Chunk? chunk = chain; chunk is not null; chunk = chunk.Next)
            {
                Release(chunk);
                _dropped += chunk.Messages;
            }
        }
        pool.Return(chain);
    }

    public void CountDropped()
    {
        lock (_gate) _dropped++;
    }

    private bool TryAddLong(in EdgeHeader header, ReadOnlySpan<double> vector, long size)
    {
        lock (_gate)
        {
            if (!Admit(size, ref _longBytes)) return false;
        }
        Chunk chain = Encoder.Long(pool, header, vector, options.Float32);
        lock (_gate)
        {
            if (_open) _long.Enqueue(chain);
            else
            {
                Lose(chain);
                return false;
            }
        }
        return true;
    }

    private bool Admit(long size, ref long bytes)
    {
        if (!_open || _messages >= options.MaxQueuedMessages || (bytes > 0 && bytes + size > options.MaxQueuedBytes))
        {
            _dropped++;
            return false;
        }
        bytes += size;
        _messages++;
        return true;
    }

    private void Release(Chunk chunk)
    {
        if (chunk.Long) _longBytes -= chunk.Length;
        else _shortBytes -= chunk.Length;
        _messages -= chunk.Messages;
    }

    private Span<byte> Room(int size)
    {
        if (_last is null) _first = _last = pool.Rent();
        else if (_last.Length + size > Frame.MaxSize) _last = _last.Next = pool.Rent();
        Span<byte> room = _last.Bytes.AsSpan(_last.Length, size);
        _last.Length += size;
        _last.Messages++;
        return room;
    }
}

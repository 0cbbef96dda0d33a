using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Gossip.Core;

namespace Gossip.Nodes.Wire;

/// <summary>
/// Turns the bytes of one connection into messages. It says where the next bytes go, and takes note of how many came:
/// the numbers of a long vector are read straight into its buffer. Nothing is handed on before its checksum and its
/// turn are right, and nothing is reserved beyond the limits. After an exception the connection cannot go on.
/// </summary>
internal sealed class FrameDecoder(IFrameSink sink, VectorPool vectors, int maxVector, int maxControl) : IDisposable
{
    /// <summary>While a long vector is read, its frames' headers come in short reads, so that its numbers need no copy.</summary>
    private const int ShortRead = 2048;

    private readonly byte[] _bytes = GC.AllocateUninitializedArray<byte>(2 * Frame.MaxSize, pinned: true);
    private readonly byte[] _header = new byte[Frame.HeaderSize];
    private readonly Window _window = new();
    private int _start, _end, _due;
    private uint _sequence;
    private double[] _wide = [];

    private AlignedBuffer? _vector;
    private EdgeHeader _vectorHeader;
    private int _vectorLength, _frameLength, _frameMissing;
    private long _vectorBytes, _vectorDone;
    private bool _floats;

    /// <summary>Where the next bytes are to be put, at least one.</summary>
    public unsafe Memory<byte> NextBuffer()
    {
        if (_frameMissing > 0)
            return _window.Over((byte*)_vector!.Pointer + Place + _vectorDone + _frameLength - _frameMissing, _frameMissing);
        if (_start == _end) _start = _end = 0;
        else if (_bytes.Length - _end < Frame.MaxSize)
        {
            _bytes.AsSpan(_start, _end - _start).CopyTo(_bytes);
            (_start, _end) = (0, _end - _start);
        }
        int free = _bytes.Length - _end;
        return _bytes.AsMemory(_end, _vector is null ? free : Math.Min(free, Math.Max(ShortRead, _due)));
    }

    /// <summary>Takes note of <paramref name="count"/> bytes put where <see cref="NextBuffer"/> said.</summary>
    /// <exception cref="WireException">The bytes are not those of a peer that keeps to the format and the limits.</exception>
    public void Advance(int count)
    {
        if (_frameMissing > 0)
        {
            _frameMissing -= count;
            if (_frameMissing == 0) EndMore();
            return;
        }
        _end += count;
        while (_frameMissing == 0 && _end - _start >= Frame.HeaderSize && Next()) { }
    }

    /// <summary>Forgets everything, as for a new connection.</summary>
    public void Reset()
    {
        _start = _end = _due = _frameMissing = 0;
        _sequence = 0;
        DropVector();
    }

    public void Dispose()
    {
        DropVector();
        ((IDisposable)_window).Dispose();
    }

    /// <summary>Floats are read into the upper half of their doubles, and widened in place.</summary>
    private long Place => _floats ? _vectorBytes : 0;

    private bool Next()
    {
        ReadOnlySpan<byte> header = _bytes.AsSpan(_start, Frame.HeaderSize);
        FrameType type = (FrameType)header[4];
        int length = BinaryPrimitives.ReadInt32LittleEndian(header[8..]);
        CheckHeader(header, type, length);
        int padded = Frame.Padded(length), there = _end - _start - Frame.HeaderSize;
        if (type == FrameType.More)
        {
            int now = Math.Min(padded, there);
            _sequence++;
            _due = 0;
            header.CopyTo(_header);
            CopyToVector(_bytes.AsSpan(_start + Frame.HeaderSize, now));
            _frameLength = padded;
            _frameMissing = padded - now;
            _start += Frame.HeaderSize + now;
            if (_frameMissing == 0) EndMore();
            return true;
        }
        _due = padded - there;
        if (_due > 0) return false;
        _sequence++;
        ReadOnlySpan<byte> body = _bytes.AsSpan(_start + Frame.HeaderSize, padded);
        CheckSum(header, body);
        _start += Frame.HeaderSize + padded;
        Take(type, header[5], body[..length]);
        return true;
    }

    private void CheckHeader(ReadOnlySpan<byte> header, FrameType type, int length)
    {
        if (header[6] != 0 || header[7] != 0) throw WireException.Format("a frame with unknown flags");
        uint sequence = BinaryPrimitives.ReadUInt32LittleEndian(header[12..]);
        if (sequence != _sequence) throw WireException.Format($"frame {sequence} where {_sequence} is due");
        bool possible = type switch
        {
            FrameType.Whole => length is >= EdgeHeader.Size and <= Frame.MaxBody && header[5] <= Frame.FloatFlag,
            FrameType.Begin => length == EdgeHeader.Size && header[5] <= Frame.FloatFlag && _vector is null,
            FrameType.More => length > 0 && length <= Frame.MaxBody && length % 8 == 0 && header[5] == 0 && _vector is not null && length <= _vectorBytes - _vectorDone,
            FrameType.Heartbeat => length == 0 && header[5] == 0,
            FrameType.Goodbye => length is > 0 and <= 1024 && header[5] == 0,
            _ => false,
        };
        if (!possible) throw WireException.Format($"a frame of type {(int)type} with {length} bytes");    }

    private static void CheckSum(ReadOnlySpan<byte> header, ReadOnlySpan<byte> body)
    {
        if (Checksum.Of(header[4..], body) != BinaryPrimitives.ReadUInt32LittleEndian(header)) throw WireException.Format("a damaged frame");
    }

    private void Take(FrameType type, byte flags, ReadOnlySpan<byte> body)
    {
        if (type == FrameType.Heartbeat) return;
        if (type == FrameType.Goodbye)
        {
            sink.Goodbye((RefusalCause)body[0], Plain.Text(body[1..]));
            return;
        }
        EdgeHeader header = EdgeHeader.Read(body, out int count);
        bool floats = (flags & Frame.FloatFlag) != 0;
        ReadOnlySpan<byte> payload = body[EdgeHeader.Size..];
        if (header.Kind == EdgeMessageKind.Control)
        {
            if (type == FrameType.Begin || floats || count != payload.Length) throw WireException.Format("a control message of another length than it says");
            if (count > maxControl) throw WireException.Format($"a control message of {count} bytes where {maxControl} is the limit");
            sink.Control(header, payload);
            return;
        }
        if (count > maxVector) throw WireException.Format($"a vector of {count} numbers where {maxVector} is the limit");
        if (type == FrameType.Begin)
        {
            Begin(header, count, floats);
            return;
        }
        if (payload.Length != (floats ? 4L : 8L) * count) throw WireException.Format("a message of another length than it says");
        if (!floats)
        {
            sink.Edge(header, MemoryMarshal.Cast<byte, double>(payload));
            return;
        }
        if (_wide.Length < count) _wide = new double[Math.Min(Frame.MaxBody / 4, 2 * count)];
        Float32.Widen(payload, _wide.AsSpan(0, count));
        sink.Edge(header, _wide.AsSpan(0, count));
    }

    private void Begin(in EdgeHeader header, int count, bool floats)
    {
        if (count == 0) throw WireException.Format("a long vector without numbers");
        _vectorBytes = floats ? (4L * count + 7) & ~7L : 8L * count;
        _vectorDone = 0;
        (_vectorHeader, _vectorLength, _floats) = (header, count, floats);
        _vector = vectors.Rent(count + 1);
    }

    private unsafe void CopyToVector(ReadOnlySpan<byte> bytes) =>
        bytes.CopyTo(new Span<byte>((byte*)_vector!.Pointer + Place + _vectorDone, bytes.Length));

    private unsafe void EndMore()
    {
        byte* start = (byte*)_vector!.Pointer + Place;
        CheckSum(_header, new ReadOnlySpan<byte>(start + _vectorDone, _frameLength));
        _vectorDone += _frameLength;
        if (_vectorDone < _vectorBytes) return;
        Span<double> vector = _vector.Slice(0, _vectorLength);
        if (_floats) Float32.Widen(new ReadOnlySpan<byte>(start, 4 * _vectorLength), vector);
        sink.Edge(_vectorHeader, vector);
        DropVector();
    }

    private void DropVector()
    {
        if (_vector is { } vector) vectors.Return(vector);
        _vector = null;
    }
}

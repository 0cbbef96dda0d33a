using System.Runtime.InteropServices;

namespace Gossip.Nodes.Wire;

/// <summary>Puts messages into frames; the connection numbers and seals them.</summary>
internal static class Encoder
{
    public const int Overhead = Frame.HeaderSize + EdgeHeader.Size;

    public static long PayloadBytes(int count, bool floats) => (floats ? 4L : 8L) * count;

    public static bool FitsOneFrame(long payload) => Overhead + payload + 7 <= Frame.MaxSize;

    /// <summary>Bytes of a message in one frame.</summary>
    public static int WholeSize(int payload) => Frame.HeaderSize + Frame.Padded(EdgeHeader.Size + payload);

    /// <summary>Bytes of a message in several frames.</summary>
    public static long LongSize(long payload)
    {
        payload = (payload + 7) & ~7L;
        return Overhead + payload + (payload + Frame.MaxBody - 1) / Frame.MaxBody * Frame.HeaderSize;
    }

    public static void Whole(Span<byte> to, in EdgeHeader header, ReadOnlySpan<double> vector, bool floats)
    {
        int payload = (int)PayloadBytes(vector.Length, floats);
        header.Write(to[Frame.HeaderSize..], vector.Length);
        Numbers(vector, to.Slice(Overhead, payload), floats);
        Frame.WriteHeader(to, FrameType.Whole, floats ? Frame.FloatFlag : (byte)0, EdgeHeader.Size + payload);
    }

    public static void Control(Span<byte> to, in EdgeHeader header, ReadOnlySpan<byte> bytes)
    {
        header.Write(to[Frame.HeaderSize..], bytes.Length);
        bytes.CopyTo(to[Overhead..]);
        Frame.WriteHeader(to, FrameType.Whole, 0, EdgeHeader.Size + bytes.Length);
    }

    /// <summary>A long message as a chain of chunks, one frame each after the first.</summary>
    public static Chunk Long(ChunkPool pool, in EdgeHeader header, ReadOnlySpan<double> vector, bool floats)
    {
        Chunk first = pool.Rent(), last = first;
        header.Write(first.Bytes.AsSpan(Frame.HeaderSize), vector.Length);
        Frame.WriteHeader(first.Bytes, FrameType.Begin, floats ? Frame.FloatFlag : (byte)0, EdgeHeader.Size);
        first.Length = Overhead;
        first.Long = true;
        int width = floats ? 4 : 8;
        while (vector.Length > 0)
        {
            int now = Math.Min(vector.Length, Frame.MaxBody / width), bytes = now * width;
            last = last.Next = pool.Rent();
            last.Long = true;
            Numbers(vector[..now], last.Bytes.AsSpan(Frame.HeaderSize, bytes), floats);
            if (bytes % 8 != 0) last.Bytes.AsSpan(Frame.HeaderSize + bytes, 4).Clear();
            Frame.WriteHeader(last.Bytes, FrameType.More, 0, Frame.Padded(bytes));
            last.Length = Frame.HeaderSize + Frame.Padded(bytes);
            vector = vector[now..];
        }
        last.Messages = 1;
        return first;
    }

    public static int Goodbye(Span<byte> to, RefusalCause cause, string text)
    {
        byte[] utf8 = Plain.Bytes(text);
        to[Frame.HeaderSize] = (byte)cause;
        utf8.CopyTo(to[(Frame.HeaderSize + 1)..]);
        Frame.WriteHeader(to, FrameType.Goodbye, 0, 1 + utf8.Length);
        return Frame.HeaderSize + Frame.Padded(1 + utf8.Length);
    }

    private static void Numbers(ReadOnlySpan<double> vector, Span<byte> to, bool floats)
    {
        if (floats) Float32.Narrow(vector, to);
        else MemoryMarshal.AsBytes(vector).CopyTo(to);
    }
}

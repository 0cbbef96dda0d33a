using System.Buffers;

namespace Gossip.Nodes.Wire;

/// <summary>Lets a stream read straight into memory outside the garbage collector's heap; one read at a time.</summary>
internal sealed unsafe class Window : MemoryManager<byte>
{
    private byte* _start;
    private int _length;

    public Memory<byte> Over(byte* start, int length)
    {
        _start = start;
        _length = length;
        return CreateMemory(length);
    }

    public override Span<byte> GetSpan() => new(_start, _length);

    public override MemoryHandle Pin(int elementIndex = 0) => new(_start + elementIndex);

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing)
    {
    }
}

namespace Gossip.Nodes.Wire;

/// <summary>Chunks to use again, the last returned first; at most <paramref name="kept"/> of them are kept.</summary>
internal sealed class ChunkPool(int kept)
{
    private readonly Lock _gate = new();
    private Chunk? _top;
    private int _count;

    public Chunk Rent()
    {
        lock (_gate)
        {
            if (_top is { } chunk)
            {
                _top = chunk.Next;
                _count--;
                chunk.Next = null;
                chunk.Length = chunk.Messages = 0;
                chunk.Long = false;
                return chunk;
            }
        }
        return new Chunk();
    }

    /// <summary>Takes back a chunk and all that hang on it.</summary>
    public void Return(Chunk? chain)
    {
        lock (_gate)
        {
            while (chain is { } chunk)
            {
                chain = chunk.Next;
                if (_count >= kept) continue;
                chunk.Next = _top;
                _top = chunk;
                _count++;
            }
        }
    }
}

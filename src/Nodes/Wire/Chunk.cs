namespace Gossip.Nodes.Wire;

/// <summary>Frames ready to be sent, in one pooled array.</summary>
internal sealed class Chunk
{
    public readonly byte[] Bytes = GC.AllocateUninitializedArray<byte>(Frame.MaxSize, pinned: true);

    /// <summary>Bytes used.</summary>
    public int Length;

    /// <summary>Messages that end in this chunk.</summary>
    public int Messages;

    /// <summary>Whether this is part of a long message.</summary>
    public bool Long;

    public Chunk? Next;
}

namespace Gossip.Nodes.Wire;

/// <summary>What the lane over Akka.Remote sends: a piece of a link's bytes, or a word about the link.</summary>
internal sealed record Packet(PacketKind Kind, ulong Link, uint Sequence, ReadOnlyMemory<byte> Bytes)
{
    public const int MaxBytes = 60 << 10;
}

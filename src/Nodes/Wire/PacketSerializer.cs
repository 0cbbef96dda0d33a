using System.Buffers.Binary;
using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Serialization;

namespace Gossip.Nodes.Wire;

/// <summary>Packets as bytes: kind 0, link 1, sequence 9, then the link's bytes. No name of a type is read or written.</summary>
internal sealed class PacketSerializer(ExtendedActorSystem system) : Serializer(system)
{
    private const int HeaderSize = 13;

    public override bool IncludeManifest => false;

    public override int Identifier => 7302;

    public override byte[] ToBinary(object obj)
    {
        if (obj is not Packet packet) throw new ArgumentException($"{obj.GetType()} is no packet", nameof(obj));
        byte[] bytes = new byte[HeaderSize + packet.Bytes.Length];
        bytes[0] = (byte)packet.Kind;
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(1), packet.Link);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(9), packet.Sequence);
        packet.Bytes.Span.CopyTo(bytes.AsSpan(HeaderSize));
        return bytes;
    }

    /// <exception cref="SerializationException">The bytes are no packet.</exception>
    public override object FromBinary(byte[] bytes, Type type)
    {
        if (bytes.Length is < HeaderSize or > HeaderSize + Packet.MaxBytes || bytes[0] is < (byte)PacketKind.Open or > (byte)PacketKind.Close)
            throw new SerializationException($"{bytes.Length} bytes that are no packet of the lane");
        return new Packet((PacketKind)bytes[0], BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(1)),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(9)), bytes.AsMemory(HeaderSize));
    }
}

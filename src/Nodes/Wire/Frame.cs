using System.Buffers.Binary;

namespace Gossip.Nodes.Wire;

/// <summary>
/// The unit on a connection, after the greeting. Little-endian, 16 bytes and a body padded with zeros to 8:
/// checksum 0 (of everything behind it), type 4, flags 5, zero 6, body's length 8, sequence on the connection 12.
/// A message of more than one frame is a Begin with its header, then More with its numbers and nothing else; whole
/// messages stand between them, so that a long vector does not hold up the short ones.
/// </summary>
internal static class Frame
{
    public const int HeaderSize = 16;

    /// <summary>Most bytes of a frame, its header included.</summary>
    public const int MaxSize = 256 << 10;

    public const int MaxBody = MaxSize - HeaderSize;

    public const byte FloatFlag = 1;

    public static int Padded(int length) => (length + 7) & ~7;

    /// <summary>Everything but the sequence, for a body that is in its place; in the checksum's place stands the sum of the body alone.</summary>
    public static void WriteHeader(Span<byte> bytes, FrameType type, byte flags, int length)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[4..], (uint)type | ((uint)flags << 8));
        BinaryPrimitives.WriteInt32LittleEndian(bytes[8..], length);
        bytes.Slice(HeaderSize + length, Padded(length) - length).Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Checksum.OfBody(bytes.Slice(HeaderSize, Padded(length))));
    }

    /// <summary>Numbers and seals the frames that lie one behind the other in <paramref name="bytes"/>.</summary>
    public static void Stamp(Span<byte> bytes, ref uint sequence)
    {
        while (bytes.Length > 0)
        {
            int size = Padded(BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]));
            BinaryPrimitives.WriteUInt32LittleEndian(bytes[12..], sequence++);
            BinaryPrimitives.WriteUInt32LittleEndian(bytes, Checksum.Seal(BinaryPrimitives.ReadUInt32LittleEndian(bytes), bytes[4..HeaderSize]));
            bytes = bytes[(HeaderSize + size)..];
        }
    }
}

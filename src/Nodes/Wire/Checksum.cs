using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Gossip.Nodes.Wire;

/// <summary>
/// CRC-32C in four lanes: word i of the body (8 bytes) goes to lane i mod 4, the first lane begins with the frame's
/// header, and the lanes are folded by CRC-32C at the end. One lane alone is bound by the latency of the instruction;
/// four run at the speed of memory.
/// </summary>
internal static class Checksum
{
    /// <param name="header">The 12 bytes of the frame's header behind the checksum.</param>
    /// <param name="body">The body with its padding, a multiple of 8 bytes.</param>
    public static uint Of(ReadOnlySpan<byte> header, ReadOnlySpan<byte> body)
    {
        uint a = BitOperations.Crc32C(uint.MaxValue, BinaryPrimitives.ReadUInt64LittleEndian(header));
        a = BitOperations.Crc32C(a, BinaryPrimitives.ReadUInt32LittleEndian(header[8..]));
        uint b = 1, c = 2, d = 3;
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(body);
        int i = 0;
        for (; i + 3 < words.Length; i += 4)
        {
            a = BitOperations.Crc32C(a, words[i]);
            b = BitOperations.Crc32C(b, words[i + 1]);
            c = BitOperations.Crc32C(c, words[i + 2]);
            d = BitOperations.Crc32C(d, words[i + 3]);
        }
        for (; i < words.Length; i++) a = BitOperations.Crc32C(a, words[i]);
        return BitOperations.Crc32C(BitOperations.Crc32C(a, b | ((ulong)c << 32)), d);
    }
}

using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Gossip.Nodes.Wire;

/// <summary>
/// CRC-32C. One chain of the processor's instruction is bound by its latency, so blocks of 4 kB run as four chains over a
/// quarter each; the first three are then moved past what follows them by tables (a chain is linear in its state).
/// </summary>
internal static class Checksum
{
    private const int Lane = 128; // words
    private static readonly uint[] Past1 = Shift(1), Past2 = Shift(2), Past3 = Shift(3);

    /// <summary>Of the body and then the header: so the body is summed while it is at hand, and the header when it is numbered.</summary>
    /// <param name="header">The 12 bytes of the frame's header behind the checksum.</param>
    /// <param name="body">The body with its padding, a multiple of 8 bytes.</param>
    public static uint Of(ReadOnlySpan<byte> header, ReadOnlySpan<byte> body) => Seal(OfBody(body), header);

    /// <summary>The sum of a frame whose body has left the chain in <paramref name="state"/>.</summary>
    public static uint Seal(uint state, ReadOnlySpan<byte> header)
    {
        state = BitOperations.Crc32C(state, BinaryPrimitives.ReadUInt64LittleEndian(header));
        return ~BitOperations.Crc32C(state, BinaryPrimitives.ReadUInt32LittleEndian(header[8..]));
    }

    /// <summary>The state of the chain behind a body.</summary>
    public static uint OfBody(ReadOnlySpan<byte> body)
    {
        uint a = uint.MaxValue;
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(body);
        for (; words.Length >= 4 * Lane; words = words[(4 * Lane)..])
        {
            uint b = 0, c = 0, d = 0;
            ReadOnlySpan<ulong> block = words[..(4 * Lane)];
            for (int i = 0; i < Lane; i++)
            {
                a = BitOperations.Crc32C(a, block[i]);
                b = BitOperations.Crc32C(b, block[i + Lane]);
                c = BitOperations.Crc32C(c, block[i + 2 * Lane]);
                d = BitOperations.Crc32C(d, block[i + 3 * Lane]);
            }
            a = Moved(a, Past3) ^ Moved(b, Past2) ^ Moved(c, Past1) ^ d;
        }
        foreach (ulong word in words) a = BitOperations.Crc32C(a, word);
        return a;
    }

    private static uint Moved(uint state, uint[] table) =>
        table[state & 255] ^ table[256 + (state >> 8 & 255)] ^ table[512 + (state >> 16 & 255)] ^ table[768 + (state >> 24)];

    /// <summary>Where each byte of a state ends behind so many quarters of zeros.</summary>
    private static uint[] Shift(int lanes)
    {
        uint[] table = new uint[4 * 256];
        for (int i = 0; i < table.Length; i++)
        {
            uint state = (uint)(i & 255) << (i >> 8 << 3);
            for (int k = 0; k < lanes * Lane; k++) state = BitOperations.Crc32C(state, 0UL);
            table[i] = state;
        }
        return table;
    }
}

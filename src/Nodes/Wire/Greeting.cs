using System.Buffers.Binary;

namespace Gossip.Nodes.Wire;

/// <summary>
/// A step of the greeting: magic "GOSP" 0, version 4 (2 bytes), type 6, zero 7, body's length 8, body. These 12 bytes and
/// the refusal stay the same in all versions, so that ends of different versions can say so.
/// </summary>
internal readonly record struct Greeting(ushort Version, GreetingType Type, byte[] Body)
{
    public const ushort ThisVersion = 1;
    public const int PrefixSize = 12;
    public const byte FirstByte = (byte)'G';
    private const uint Magic = 0x50534F47;
    private const int MaxBody = 4 * Hello.MaxNodes + 4096;

    public static async Task WriteAsync(Stream stream, GreetingType type, byte[] body, ushort version, CancellationToken stop)
    {
        byte[] bytes = new byte[PrefixSize + body.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Magic);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(4), version);
        bytes[6] = (byte)type;
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), body.Length);
        body.CopyTo(bytes, PrefixSize);
        await stream.WriteAsync(bytes, stop).ConfigureAwait(false);
        await stream.FlushAsync(stop).ConfigureAwait(false);
    }

    /// <exception cref="WireException">The other end does not speak this protocol, or not this version of it.</exception>
    public static async Task<Greeting> ReadAsync(Stream stream, ushort version, CancellationToken stop)
    {
        byte[] prefix = new byte[PrefixSize];
        int first = await stream.ReadAtLeastAsync(prefix, 4, throwOnEndOfStream: false, stop).ConfigureAwait(false);
        if (first < 4) throw new WireException(RefusalCause.Lost, "the connection was closed during the greeting");
        if (BinaryPrimitives.ReadUInt32LittleEndian(prefix) != Magic)
            throw new WireException(RefusalCause.NotGossip, prefix[0] is 0x15 or 0x16 && prefix[1] == 3 ? "TLS at one end only" : "not the greeting of a Gossip process");
        await stream.ReadExactlyAsync(prefix.AsMemory(first), stop).ConfigureAwait(false);
        Greeting record = new(BinaryPrimitives.ReadUInt16LittleEndian(prefix.AsSpan(4)), (GreetingType)prefix[6], []);
        if (record.Version != version && record.Type != GreetingType.Refusal)
            throw new WireException(RefusalCause.Version, $"protocol versions {record.Version} and {version} differ");
        int length = BinaryPrimitives.ReadInt32LittleEndian(prefix.AsSpan(8));
        if (length is < 0 or > MaxBody || (record.Type == GreetingType.Refusal && length > 4096))
            throw new WireException(RefusalCause.NotGossip, $"a greeting of {length} bytes");
        byte[] body = new byte[length];
        await stream.ReadExactlyAsync(body, stop).ConfigureAwait(false);
        return record with { Body = body };
    }
}

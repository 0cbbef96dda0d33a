using System.Security.Cryptography;
using System.Text;

namespace Gossip.Nodes.Wire;

/// <summary>What an end says of itself when a connection is made.</summary>
internal sealed record Hello(
    PeerAddress Address, string Identity, ulong Incarnation, byte[] Experiment, int[] Nodes, bool HasSecret, byte[] Nonce)
{
    public const int NonceSize = 32, DigestSize = 32, MaxNodes = 1 << 16, MaxText = 255;

    public static Hello Of(TransportOptions options, PeerAddress address) =>
        new(address, options.Identity, options.Incarnation, options.Experiment.ToArray(), [.. options.Nodes], !string.IsNullOrEmpty(options.Secret), []);

    /// <summary>The same with a fresh nonce; unpredictable, for it guards the secret.</summary>
    public Hello Fresh() => this with { Nonce = RandomNumberGenerator.GetBytes(NonceSize) };

    public byte[] ToBytes()
    {
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream, Encoding.UTF8);
        writer.Write(Nonce);
        writer.Write(Experiment);
        writer.Write(Incarnation);
        writer.Write(HasSecret);
        writer.Write((ushort)Address.Port);
        writer.Write(Address.Host);
        writer.Write(Identity);
        writer.Write(Nodes.Length);
        foreach (int node in Nodes) writer.Write(node);
        writer.Flush();
        return stream.ToArray();
    }

    /// <exception cref="WireException">The bytes are no hello.</exception>
    public static Hello Read(byte[] bytes)
    {
        using BinaryReader reader = new(new MemoryStream(bytes), Encoding.UTF8);
        try
        {
            byte[] nonce = reader.ReadBytes(NonceSize), experiment = reader.ReadBytes(DigestSize);
            ulong incarnation = reader.ReadUInt64();
            bool secret = reader.ReadByte() != 0;
            int port = reader.ReadUInt16();
            string host = Name(reader), identity = Name(reader);
            int count = reader.ReadInt32();
            if (count is < 0 or > MaxNodes || bytes.Length - reader.BaseStream.Position != 4L * count || port == 0) throw Bad();
            int[] nodes = new int[count];
            for (int i = 0; i < count; i++) nodes[i] = reader.ReadInt32();
            return new Hello(new PeerAddress(host, port), identity, incarnation, experiment, nodes, secret, nonce);
        }
        catch (Exception e) when (e is IOException or ArgumentException or FormatException)
        {
            throw Bad();
        }
    }

    private static string Name(BinaryReader reader)
    {
        int length = reader.Read7BitEncodedInt();
        byte[] bytes = length is > 0 and <= MaxText * 4 ? reader.ReadBytes(length) : throw Bad();
        return bytes.Length == length ? Plain.Text(bytes) : throw Bad();
    }

    private static WireException Bad() => new(RefusalCause.NotGossip, "the greeting has no sense");
}

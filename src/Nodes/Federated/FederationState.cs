using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Gossip.Core;
using Gossip.Methods.Federated;

namespace Gossip.Nodes.Federated;

/// <summary>
/// The server's state and what each client is at: when its update arrives, and the update itself. A client holds d numbers (2d
/// where its correction remembers) and some 80 bytes.
/// </summary>
public sealed class FederationState : IDisposable
{
    private readonly AlignedBuffer _slots;
    private readonly AlignedBuffer? _memory;
    private readonly int _length, _stride;

    /// <summary>The state at time 0, from the model <paramref name="start"/> of length d; zero where it is empty.</summary>
    public FederationState(int clients, int dimension, bool remembers, ReadOnlySpan<double> start = default)
    {
        Server = new(clients, dimension, start);
        _length = Padding.Of(dimension);
        _stride = _length % 512 == 0 ? _length + Padding.Lanes : _length;
        _slots = new AlignedBuffer((long)clients * _stride);
        _memory = remembers ? new AlignedBuffer((long)clients * _stride) : null;
        (Arrival, LocalRounds, Base, IsLost) = (new double[clients], new long[clients], new long[clients], new bool[clients]);
        Array.Fill(Arrival, double.NaN);
    }

    /// <summary>The start of a federation, from the model <paramref name="start"/> of length d; zero where it is empty.</summary>
    public static FederationState Start(Federation federation, ReadOnlySpan<double> start = default) =>
        new(federation.Clients, federation.Dimension, federation.Method.Local.Correction.Remembers, start);

    /// <summary>The server's.</summary>
    public ServerState Server { get; }

    /// <summary>All that happens up to and including this time has happened.</summary>
    public double Time { get; internal set; }

    /// <summary>Whether the first models have been handed out.</summary>
    internal bool IsOpen { get; set; }

    /// <summary>When each client's update arrives; NaN for one that waits for the server.</summary>
    internal double[] Arrival { get; }

    /// <summary>How many local rounds each client has begun.</summary>
    internal long[] LocalRounds { get; }

    /// <summary>The round whose model each client started from.</summary>
    internal long[] Base { get; }

    /// <summary>Whether each client's update is going to be lost.</summary>
    internal bool[] IsLost { get; }

    /// <summary>Client i's place for the model that it starts from, and then for its difference; padded.</summary>
    public Span<double> Slot(int client) => _slots.Slice((long)client * _stride, _length);

    /// <summary>Client i's ĝ, padded; empty where corrections remember nothing.</summary>
    internal Span<double> Memory(int client) => _memory is null ? [] : _memory.Slice((long)client * _stride, _length);

    /// <summary>SHA-256 over the server's model: equal for equal runs, on every runtime and machine.</summary>
    public string Digest() => Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(Server.Model[..Server.Dimension])));

    /// <summary>Writes all of it, little-endian.</summary>
    public void Save(BinaryWriter to)
    {
        to.Write(Time);
        to.Write(IsOpen);
        Server.Save(to);
        to.Write(MemoryMarshal.AsBytes<double>(Arrival));
        to.Write(MemoryMarshal.AsBytes<long>(LocalRounds));
        to.Write(MemoryMarshal.AsBytes<long>(Base));
        to.Write(MemoryMarshal.AsBytes<bool>(IsLost));
        for (int i = 0; i < Server.Clients; i++)
        {
            if (IsAtWork(i)) to.Write(MemoryMarshal.AsBytes(Slot(i)));
            to.Write(MemoryMarshal.AsBytes(Memory(i)));
        }
    }

    /// <summary>Reads what <see cref="Save"/> of a state of the same shape wrote.</summary>
    public void Load(BinaryReader from)
    {
        (Time, IsOpen) = (from.ReadDouble(), from.ReadBoolean());
        Server.Load(from);
        from.BaseStream.ReadExactly(MemoryMarshal.AsBytes(Arrival.AsSpan()));
        from.BaseStream.ReadExactly(MemoryMarshal.AsBytes(LocalRounds.AsSpan()));
        from.BaseStream.ReadExactly(MemoryMarshal.AsBytes(Base.AsSpan()));
        from.BaseStream.ReadExactly(MemoryMarshal.AsBytes(IsLost.AsSpan()));
        for (int i = 0; i < Server.Clients; i++)
        {
            if (IsAtWork(i)) from.BaseStream.ReadExactly(MemoryMarshal.AsBytes(Slot(i)));
            from.BaseStream.ReadExactly(MemoryMarshal.AsBytes(Memory(i)));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Server.Dispose();
        _slots.Dispose();
        _memory?.Dispose();
    }

    private bool IsAtWork(int client) => !double.IsNaN(Arrival[client]) && !IsLost[client];
}

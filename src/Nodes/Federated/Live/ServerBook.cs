using System.Runtime.InteropServices;
using System.Text;
using Gossip.Core;
using Gossip.Methods.Federated;
using Gossip.Methods.Online;

namespace Gossip.Nodes.Federated.Live;

/// <summary>
/// All that the next holder of the server needs: the server's state, and for each client which local round it was given last and
/// whether that is settled. As numbers it is what processes keep for each other.
/// </summary>
internal sealed class ServerBook : IDisposable
{
    private const int NumbersEach = 3;
    private readonly byte[] _bytes;

    /// <summary>The book before the first round.</summary>
    public ServerBook(LiveFederation all)
    {
        Federation f = all.Federation;
        State = new(f.Clients, f.Dimension, all.Start);
        Server = new(f.Method, f.Importance, f.Weights[0], f.Seed, f.AverageFrom, State);
        Lines = new ClientLine[f.Clients];
        Array.Fill(Lines, new(-1, ClientPhase.Idle, double.NaN));
        _bytes = new byte[sizeof(double) * (Size(f) - NumbersEach * f.Clients)];
    }

    /// <summary>What the method's server knows.</summary>
    public ServerState State { get; }

    /// <summary>The method's server.</summary>
    public FederatedServer Server { get; }

    /// <summary>Where each client stands.</summary>
    public ClientLine[] Lines { get; }

    /// <summary>How many numbers a book is.</summary>
    public static int Size(Federation f) => 3 * Padding.Of(f.Dimension) + 5 + (6 + NumbersEach) * f.Clients + OfLearner(f);

    private static int OfLearner(Federation f)
    {
        if (f.Method.Server is not { } method) return 0;
        using Learner learner = method.Start(f.Dimension);
        using MemoryStream bytes = new();
        using (BinaryWriter to = new(bytes, Encoding.UTF8, leaveOpen: true)) learner.Save(to);
        return checked((int)(bytes.Length / sizeof(double)));
    }

    /// <summary>The model in a book that is written down, length d.</summary>
    public static ReadOnlySpan<double> Model(ReadOnlySpan<double> book, int dimension) => book[..dimension];

    /// <summary>Rounds and updates in a book that is written down.</summary>
    public static (long Rounds, long Updates) Counts(ReadOnlySpan<double> book, int dimension)
    {
        int at = 3 * Padding.Of(dimension);
        return (BitConverter.DoubleToInt64Bits(book[at]), BitConverter.DoubleToInt64Bits(book[at + 4]));
    }

    /// <summary>Writes it down.</summary>
    public void Write(Span<double> to)
    {
        using (BinaryWriter bytes = new(new MemoryStream(_bytes), Encoding.UTF8)) State.Save(bytes);
        MemoryMarshal.Cast<byte, double>(_bytes).CopyTo(to);
        int at = _bytes.Length / sizeof(double);
        foreach (ClientLine line in Lines)
        {
            (to[at], to[at + 1], to[at + 2]) = (line.Assigned, (double)line.Phase, line.Handed);
            at += NumbersEach;
        }
    }

    /// <summary>Reads what was written down.</summary>
    public void Read(ReadOnlySpan<double> from)
    {
        ReadState(State, from);
        for (int i = 0; i < Lines.Length; i++) Lines[i] = LineIn(from, i);
    }

    /// <summary>What a book that is written down says of a client.</summary>
    public ClientLine LineIn(ReadOnlySpan<double> book, int client)
    {
        int at = _bytes.Length / sizeof(double) + NumbersEach * client;
        return new((long)book[at], (ClientPhase)book[at + 1], book[at + 2]);
    }

    /// <summary>Reads the server's state alone out of a book.</summary>
    public static void ReadState(ServerState state, ReadOnlySpan<double> from)
    {
        using BinaryReader bytes = new(new MemoryStream(MemoryMarshal.AsBytes(from).ToArray()), Encoding.UTF8);
        state.Load(bytes);
    }

    public void Dispose() => State.Dispose();
}

using System.Runtime.InteropServices;
using Gossip.Core;
using Gossip.Methods;
using Gossip.Methods.Online;
using Gossip.Objectives.Streams;

namespace Gossip.Nodes.Online;

/// <summary>
/// A node of a network of learners: its stream, its learner, and a twin that meets the same losses and never hears of the neighbours.
/// What both pay is measured by F_t, the expected loss of the whole network, or where nobody knows that by the mean of all nodes'
/// losses of the round. A round allocates nothing.
/// </summary>
internal sealed class OnlineNode : IDisposable
{
    private enum Sums { Loss, Paid, AlonePaid, Count }

    private readonly JointStream? _whole;
    private readonly double[] _sums = new double[(int)Sums.Count];
    private readonly double[] _gradient, _before, _scratch;
    private int? _memoryLength;

    /// <summary>A node before its first round.</summary>
    /// <param name="stream">Its own losses.</param>
    /// <param name="whole">All nodes' losses, at the round of <paramref name="stream"/> whenever the node meets one; null where the expected losses are known.</param>
    /// <param name="method">Mirror descent.</param>
    /// <param name="start">x₁; empty for the domain's centre.</param>
    public OnlineNode(LossStream stream, JointStream? whole, LearnerMethod method, ReadOnlySpan<double> start)
    {
        (Stream, _whole) = (stream, whole);
        (Learner, Alone) = (method.Start(stream.Dimension, start), method.Start(stream.Dimension, start));
        int length = Padding.Of(stream.Dimension);
        (_gradient, _before, _scratch) = (new double[length], new double[length], new double[length]);
    }

    /// <summary>Its own losses.</summary>
    public LossStream Stream { get; }

    /// <summary>Who plays.</summary>
    public Learner Learner { get; }

    /// <summary>Who would without the neighbours.</summary>
    public Learner Alone { get; }

    /// <summary>Rounds played.</summary>
    public long Rounds => Alone.Rounds;

    /// <summary>g_t of its own loss at the point that it played.</summary>
    public ReadOnlySpan<double> Gradient => _gradient;

    /// <summary>Σ f_t(x_t) of its own losses.</summary>
    public double Loss => this[Sums.Loss];

    /// <summary>Σ F_t(x_t).</summary>
    public double Paid => this[Sums.Paid];

    /// <summary>What the twin has paid.</summary>
    public double AlonePaid => this[Sums.AlonePaid];

    /// <summary>The gradient of the last round, which tracking is to take away again.</summary>
    public Span<double> Before => _before;

    private ref double this[Sums sum] => ref _sums[(int)sum];

    /// <summary>Plays the stream's present round: measures it, finds the gradient, and lets the twin learn.</summary>
    public void Meet()
    {
        this[Sums.Loss] += Stream.Gradient(Learner.Point, _gradient);
        this[Sums.Paid] += Expected(Learner.Point);
        this[Sums.AlonePaid] += Expected(Alone.Point);
        Stream.Gradient(Alone.Point, _scratch);
        Alone.Learn(_scratch);
    }

    /// <summary>y ← y + g_t − g_{t−1}, once a round.</summary>
    public void Track(Span<double> y)
    {
        Vectors.Add(1, _gradient, y);
        Vectors.Add(-1, _before, y);
        _gradient.CopyTo(_before, 0);
    }

    /// <summary>Moves the hidden iterate to where the neighbours took it, and makes the coming point from there.</summary>
    public void Place(ReadOnlySpan<double> hidden)
    {
        hidden.CopyTo(Learner.Anchored);
        Learner.Prepare();
    }

    /// <summary>How many numbers <see cref="Save(Span{double})"/> writes.</summary>
    public int MemoryLength => _memoryLength ??= Saved().Length / sizeof(double);

    /// <summary>Writes all that going on needs, as it is, into so many numbers.</summary>
    public void Save(Span<double> to) => Saved().CopyTo(MemoryMarshal.AsBytes(to));

    /// <summary>Reads it.</summary>
    public void Load(ReadOnlySpan<double> memory)
    {
        using BinaryReader from = new(new MemoryStream(MemoryMarshal.AsBytes(memory).ToArray()));
        Load(from);
    }

    /// <summary>Writes all that going on needs.</summary>
    public void Save(BinaryWriter to)
    {
        Learner.Save(to);
        Alone.Save(to);
        to.Write(MemoryMarshal.AsBytes<double>(_sums));
        to.Write(MemoryMarshal.AsBytes<double>(_before));
    }

    /// <summary>Reads it, and moves the stream to where it was.</summary>
    public void Load(BinaryReader from)
    {
        Learner.Load(from);
        Alone.Load(from);
        from.BaseStream.ReadExactly(MemoryMarshal.AsBytes(_sums.AsSpan()));
        from.BaseStream.ReadExactly(MemoryMarshal.AsBytes(_before.AsSpan()));
        Stream.TryReturn(Rounds);
    }

    public void Dispose()
    {
        Learner.Dispose();
        Alone.Dispose();
    }

    /// <summary>Whole numbers of eight bytes each.</summary>
    private byte[] Saved()
    {
        using MemoryStream bytes = new();
        using BinaryWriter to = new(bytes);
        Save(to);
        return bytes.ToArray();
    }

    private double Expected(ReadOnlySpan<double> x) => _whole is null ? Stream.Environment!.Expected(x) : _whole.Value(x);
}

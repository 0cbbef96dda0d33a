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
    private enum Sums { Loss, Regret, Moving, AloneRegret, AloneMoving, Count }

    private readonly JointStream? _whole;
    private readonly Comparators _comparators;
    private readonly Domain _domain;
    private readonly double[] _sums = new double[(int)Sums.Count];
    private readonly double[] _gradient, _before, _scratch;
    private double _fixed, _moving;

    /// <summary>A node before its first round.</summary>
    /// <param name="stream">Its own losses.</param>
    /// <param name="whole">All nodes' losses, at the round of <paramref name="stream"/> whenever the node meets one; null where the expected losses are known.</param>
    /// <param name="method">Mirror descent.</param>
    /// <param name="comparators">Whom all nodes are compared with.</param>
    /// <param name="start">x₁; empty for the domain's centre.</param>
    public OnlineNode(LossStream stream, JointStream? whole, LearnerMethod method, Comparators comparators, ReadOnlySpan<double> start)
    {
        (Stream, _whole, _comparators, _domain) = (stream, whole, comparators, method.Domain);
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

    /// <summary>Σ F_t(x_t) − F_t(u).</summary>
    public double Regret => this[Sums.Regret];

    /// <summary>Σ F_t(x_t) − F_t(u_t).</summary>
    public double DynamicRegret => this[Sums.Moving];

    /// <summary>The twin's regret.</summary>
    public double AloneRegret => this[Sums.AloneRegret];

    /// <summary>The twin's against the sequence.</summary>
    public double AloneDynamicRegret => this[Sums.AloneMoving];

    private ref double this[Sums sum] => ref _sums[(int)sum];

    /// <summary>Plays the stream's present round: measures it, finds the gradient, and lets the twin learn.</summary>
    public void Meet()
    {
        Compare();
        this[Sums.Loss] += Stream.Gradient(Learner.Point, _gradient);
        double played = Expected(Learner.Point), alone = Expected(Alone.Point);
        this[Sums.Regret] += played - _fixed;
        this[Sums.Moving] += played - _moving;
        this[Sums.AloneRegret] += alone - _fixed;
        this[Sums.AloneMoving] += alone - _moving;
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

    private double Expected(ReadOnlySpan<double> x) => _whole is null ? Stream.Environment!.Expected(x) : _whole.Value(x);

    /// <summary>F_t of the comparators; NaN where there is none.</summary>
    private void Compare()
    {
        _fixed = _comparators.Fixed is { } u ? Expected(u) : double.NaN;
        if (_comparators.Sequence.Count > 0) _moving = Expected(_comparators.At(Stream.Round));
        else if (Stream.Environment is { } environment)
        {
            Comparators.Minimise(environment.IsLinear, environment.Centre, _domain, Stream.Dimension, _scratch);
            _moving = environment.Expected(_scratch);
        }
        else
        {
            _moving = double.NaN;
        }
    }
}

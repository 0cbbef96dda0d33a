using System.Runtime.InteropServices;
using Gossip.Core;

namespace Gossip.Methods.Online;

/// <summary>
/// Optimistic mirror descent and its lazy relatives. With the hidden iterate as the anchor a round is
/// <code>
/// x_t     = argmin over X of ⟨M_t, x⟩ + B(x, x̂_t)/η_t
/// x̂_{t+1} = argmin over X of ⟨g_t, x⟩ + B(x, x̂_t)/η_t
/// </code>
/// and with a fixed or mean anchor c one step along all gradients: x_t = argmin ⟨Σ_{s&lt;t} g_s + M_t, x⟩ + B(x, c_t)/η_t.
/// (Chen et al., <i>Optimistic online mirror descent for bridging stochastic and adversarial online convex optimization</i>, JMLR
/// 2024; Sachs et al., <i>Between stochastic and adversarial online convex optimization</i>, NeurIPS 2022.)
/// </summary>
public sealed class Learner : IOnlineLearner
{
    private readonly LearnerMethod _method;
    private readonly Geometry _geometry;
    private readonly AlignedBuffer _vectors;
    private readonly int _length;
    private readonly bool _isHidden, _isPlain;

    internal Learner(LearnerMethod method, int dimension, ReadOnlySpan<double> start)
    {
        if (method.Domain.Refusal(dimension) is { } wrong) throw new ArgumentException($"the domain is of another dimension: {wrong} for d = {dimension}", nameof(method));
        if (method.Map.Refusal(method.Domain) is { } other) throw new ArgumentException($"the mirror map is one for {other}", nameof(method));
        (_method, Dimension, _length) = (method, dimension, Padding.Of(dimension));
        (_isHidden, _isPlain) = (method.Anchor == Anchor.Hidden, method.Optimism == Optimism.None);
        _vectors = new(5L * _length);
        if (start.IsEmpty) method.Domain.Centre(Origin, dimension);
        else start.CopyTo(Origin);
        _geometry = method.Map.On(method.Domain, dimension);
        Origin.CopyTo(Played);
    }

    /// <inheritdoc/>
    public int Dimension { get; }

    /// <inheritdoc/>
    public long Rounds { get; private set; }

    /// <inheritdoc/>
    public ReadOnlySpan<double> Point => Played;

    /// <summary>V = Σ ‖g_s − M_s‖², as the step rule counts it. It may be replaced between rounds where others' losses count too.</summary>
    public double Deviation { get; set; }

    /// <summary>η_t of the coming round.</summary>
    public double Step => _method.Steps.At(Rounds + 1, Deviation);

    /// <summary>M_t of the coming round.</summary>
    public ReadOnlySpan<double> Expected => Hinted;

    /// <summary>
    /// What all rounds so far have come to: x̂_t of mirror descent, Σ g_s of a leader. Neighbours mix it between <see cref="Absorb"/> and
    /// <see cref="Prepare"/>.
    /// </summary>
    public Span<double> Anchored => _isHidden ? Origin : Sum;

    /// <summary>What the coming point is measured from.</summary>
    private Span<double> Origin => _vectors.Slice(0, _length);

    /// <summary>Σ g_s, of the anchors that do not move with them.</summary>
    private Span<double> Sum => _vectors.Slice(_length, _length);

    private Span<double> Hinted => _vectors.Slice(2 * _length, _length);

    private Span<double> Played => _vectors.Slice(3 * _length, _length);

    private Span<double> Scratch => _vectors.Slice(4 * _length, _length);

    /// <inheritdoc/>
    public void Learn(ReadOnlySpan<double> gradient)
    {
        Absorb(gradient);
        Prepare();
    }

    /// <summary>Sets M_t of the coming round, whatever the method's own optimism expects.</summary>
    public void Hint(ReadOnlySpan<double> hint)
    {
        hint.CopyTo(Hinted);
        Place(isPlain: false);
    }

    /// <summary>The first half of <see cref="Learn"/>: the gradient goes into the anchor, and the round is over.</summary>
    public void Absorb(ReadOnlySpan<double> gradient)
    {
        long t = Rounds + 1;
        Span<double> deviation = Scratch;
        Vectors.Combine(gradient, -1, Hinted, deviation);
        double η = _method.Steps.At(t, Deviation);
        Deviation += _method.Steps.Count(η, _geometry.DualSquare(deviation));
        if (_geometry.SeesPresent) _geometry.See(gradient, deviation);
        if (_isHidden)
        {
            if (_method.Steps.SeesPresent) η = _method.Steps.At(t, Deviation);
            _geometry.Step(Anchored, gradient, η, Anchored);
        }
        else
        {
            Vectors.Add(1, gradient, Sum);
            if (_method.Anchor == Anchor.Mean) Vectors.Mix(1.0 / t, Played, Origin);
        }
        if (!_geometry.SeesPresent) _geometry.See(gradient, deviation);
        _method.Optimism.Predict(gradient, Hinted);
        Rounds = t;
    }

    /// <summary>The second half: the coming point, from anchor and hint.</summary>
    public void Prepare() => Place(_isPlain);

    /// <inheritdoc/>
    public void Save(BinaryWriter to)
    {
        to.Write(Rounds);
        to.Write(Deviation);
        to.Write(MemoryMarshal.AsBytes(_vectors.Slice(0, 4 * _length)));
        _geometry.Save(to);
    }

    /// <inheritdoc/>
    public void Load(BinaryReader from)
    {
        (Rounds, Deviation) = (from.ReadInt64(), from.ReadDouble());
        from.BaseStream.ReadExactly(MemoryMarshal.AsBytes(_vectors.Slice(0, 4 * _length)));
        _geometry.Load(from);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _vectors.Dispose();
        _geometry.Dispose();
    }

    private void Place(bool isPlain)
    {
        if (_isHidden)
        {
            if (isPlain) Anchored.CopyTo(Played);
            else _geometry.Step(Anchored, Hinted, Step, Played);
            return;
        }
        Span<double> direction = Scratch;
        Vectors.Combine(Sum, 1, Hinted, direction);
        _geometry.Step(Origin, direction, Step, Played);
    }
}

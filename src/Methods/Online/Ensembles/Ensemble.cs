using System.Runtime.InteropServices;
using Gossip.Core;

namespace Gossip.Methods.Online;

/// <summary>
/// Two layers: x_t = Σ p_{t,i} x_{t,i}, where p_t is played on the simplex by entropic optimistic learning from
/// l_{t,i} = ⟨g_t, x_{t,i}⟩ + λ|x_{t,i} − x_{t−1,i}|² with hints m_{t,i} = ⟨M_t, x_{t,i}⟩ + λ|x_{t,i} − x_{t−1,i}|².
/// </summary>
public sealed class Ensemble : IOnlineLearner
{
    private readonly Learner[] _bases;
    private readonly Learner _meta;
    private readonly AlignedBuffer _vectors;
    private readonly double _correction;
    private readonly int _length, _pool;
    private readonly bool _seesGradients;

    internal Ensemble(EnsembleMethod method, int dimension, ReadOnlySpan<double> start)
    {
        (Dimension, _length, _pool, _correction) = (dimension, Padding.Of(dimension), Padding.Of(method.Rates.Count), method.Correction);
        _seesGradients = method.MetaSeesGradients;
        LearnerMethod below = new() { Name = method.Name, Domain = method.Domain, Optimism = method.Optimism, Steps = new ConstantStep(0) };
        _bases = new Learner[method.Rates.Count];
        for (int i = 0; i < _bases.Length; i++) _bases[i] = (below with { Steps = new ConstantStep(method.Rates[i]) }).Start(dimension, start);
        LearnerMethod above = new() { Name = method.Name, Domain = new Simplex(), Map = MirrorMap.Entropy, Anchor = method.MetaAnchor, Steps = method.MetaSteps };
        double[] prior = new double[_pool];
        for (int i = 1; i <= _bases.Length; i++) prior[i - 1] = method.HasFallingPrior ? (_bases.Length + 1.0) / _bases.Length / i / (i + 1) : 1.0 / _bases.Length;
        _meta = above.Start(_bases.Length, prior);
        _vectors = new((1L + _bases.Length) * _length + 3 * _pool);
        for (int i = 0; i < _bases.Length; i++) _bases[i].Point.CopyTo(Previous(i));
        Combine();
    }

    /// <inheritdoc/>
    public int Dimension { get; }

    /// <inheritdoc/>
    public long Rounds => _meta.Rounds;

    /// <inheritdoc/>
    public ReadOnlySpan<double> Point => Played;

    /// <summary>p_t of the coming round.</summary>
    public ReadOnlySpan<double> Weights => _meta.Point[.._bases.Length];

    private Span<double> Played => _vectors.Slice(0, _length);

    private Span<double> Losses => _vectors.Slice((1L + _bases.Length) * _length, _pool);

    private Span<double> Hints => _vectors.Slice((1L + _bases.Length) * _length + _pool, _pool);

    /// <summary>λ|x_{t,i} − x_{t−1,i}|² of the coming round.</summary>
    private Span<double> Moves => _vectors.Slice((1L + _bases.Length) * _length + 2 * _pool, _pool);

    /// <inheritdoc/>
    public void Learn(ReadOnlySpan<double> gradient)
    {
        Span<double> losses = Losses, hints = Hints, moves = Moves;
        for (int i = 0; i < _bases.Length; i++)
        {
            Learner learner = _bases[i];
            losses[i] = Vectors.Dot(gradient, learner.Point) + moves[i];
            learner.Point.CopyTo(Previous(i));
            learner.Learn(gradient);
            moves[i] = _correction > 0 ? _correction * Vectors.SquaredDistance(learner.Point, Previous(i)) : 0;
            hints[i] = Vectors.Dot(learner.Expected, learner.Point) + moves[i];
        }
        _meta.Absorb(losses);
        if (_seesGradients) _meta.Deviation = _bases[0].Deviation;
        _meta.Hint(hints);
        Combine();
    }

    /// <inheritdoc/>
    public void Save(BinaryWriter to)
    {
        foreach (Learner learner in _bases) learner.Save(to);
        _meta.Save(to);
        to.Write(MemoryMarshal.AsBytes(_vectors.Slice(0, (int)_vectors.Length)));
    }

    /// <inheritdoc/>
    public void Load(BinaryReader from)
    {
        foreach (Learner learner in _bases) learner.Load(from);
        _meta.Load(from);
        from.BaseStream.ReadExactly(MemoryMarshal.AsBytes(_vectors.Slice(0, (int)_vectors.Length)));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Learner learner in _bases) learner.Dispose();
        _meta.Dispose();
        _vectors.Dispose();
    }

    private void Combine()
    {
        Span<double> x = Played;
        x.Clear();
        for (int i = 0; i < _bases.Length; i++) Vectors.Add(_meta.Point[i], _bases[i].Point, x);
    }

    private Span<double> Previous(int i) => _vectors.Slice((1L + i) * _length, _length);
}

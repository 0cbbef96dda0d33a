using Gossip.Core;

namespace Gossip.Objectives.Streams;

/// <summary>
/// The random order model: a fixed pool of losses, each once a pass, in an order that is drawn anew for every pass. What a round's loss is
/// drawn from is the rest of its pass, so that F_t is the mean of that rest, σ_t² its variance and Σ_t² how far its mean has moved;
/// all are exact for the order that came (Sachs et al., 2022, section 5).
/// </summary>
public sealed class RandomOrderStream : LossStream, IEnvironment
{
    private readonly SyntheticStream _pool;
    private readonly long _rounds;
    private readonly CounterStream _orders;
    private readonly int[] _order;
    private readonly int _stride;
    private readonly double[] _means, _variances, _origin, _before;
    private long _pass = -1;

    /// <summary>A stream before its first round.</summary>
    /// <param name="pool">The losses, quadratic or linear ones, which are told apart by their gradients at the origin; disposed of in the end.</param>
    /// <param name="rounds">T; the last pass may be cut short.</param>
    public RandomOrderStream(SyntheticStream pool, long rounds)
    {
        if (pool.Options.Loss is not (SyntheticLoss.Quadratic or SyntheticLoss.Linear)) throw new ArgumentException("quadratic or linear losses are needed", nameof(pool));
        (_pool, _rounds, _stride) = (pool, rounds, Padding.Of(pool.Dimension));
        int n = checked((int)pool.Options.Rounds);
        _orders = new(pool.Options.Seed, Purpose.Stream, pool.Options.Node);
        (_order, _means, _variances) = (new int[n], new double[checked(n * _stride)], new double[n]);
        (_origin, _before) = (new double[_stride], new double[_stride]);
    }

    /// <inheritdoc/>
    public override int Dimension => _pool.Dimension;

    /// <inheritdoc/>
    public override long? Length => _rounds;

    /// <summary>Itself; on a graph null: every node has a pool of its own, and no round's expected loss is that of all.</summary>
    public override IEnvironment? Environment => _pool.Options.Nodes == 1 ? this : null;

    /// <inheritdoc/>
    public bool IsLinear => _pool.IsLinear;

    /// <inheritdoc/>
    public ReadOnlySpan<double> Centre => Mean(Place);

    /// <inheritdoc/>
    public double Variance => _variances[Place];

    /// <inheritdoc/>
    public double Variation
    {
        get
        {
            if (Round == 1) return 0;
            ReadOnlySpan<double> before = Place > 0 ? Mean(Place - 1) : _before, now = Centre;
            double sum = 0;
            for (int c = 0; c < now.Length; c++) sum += (now[c] - before[c]) * (now[c] - before[c]);
            return sum;
        }
    }

    private int Place => (int)((Round - 1) % _order.Length);

    /// <inheritdoc/>
    public override bool Next() => Round < _rounds && TryReturn(Round + 1);

    /// <inheritdoc/>
    public override bool TryReturn(long round)
    {
        Round = round;
        if (round == 0) return true;
        long pass = (round - 1) / _order.Length;
        if (pass != _pass) Begin(pass);
        return _pool.TryReturn(_order[Place] + 1);
    }

    /// <inheritdoc/>
    public override RandomOrderStream Reader() => new(_pool.Reader(), _rounds);

    /// <inheritdoc/>
    public override double Value(ReadOnlySpan<double> x) => _pool.Value(x);

    /// <inheritdoc/>
    public override double Gradient(ReadOnlySpan<double> x, Span<double> gradient) => _pool.Gradient(x, gradient);

    /// <summary>F_t(x), without the noise's constant.</summary>
    public double Expected(ReadOnlySpan<double> x)
    {
        ReadOnlySpan<double> centre = Centre;
        double sum = 0;
        for (int c = 0; c < centre.Length; c++) sum += IsLinear ? x[c] * centre[c] : (x[c] - centre[c]) * (x[c] - centre[c]) / 2;
        return sum;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) _pool.Dispose();
        base.Dispose(disposing);
    }

    private Span<double> Mean(int place) => _means.AsSpan(place * _stride, _stride);

    /// <summary>Draws a pass's order, and goes through it from its end to know what is left at each place.</summary>
    private void Begin(long pass)
    {
        Order(pass - 1);
        if (pass > 0) Target(_order[^1], _before);
        Order(pass);
        Span<double> b = stackalloc double[_stride];
        double squares = 0;
        for (int k = _order.Length - 1; k >= 0; k--)
        {
            int left = _order.Length - k;
            Span<double> mean = Mean(k);
            if (left > 1) Mean(k + 1).CopyTo(mean);
            else mean.Clear();
            Target(_order[k], b);
            for (int c = 0; c < _stride; c++)
            {
                double away = b[c] - mean[c];
                mean[c] += away / left;
                squares += away * (b[c] - mean[c]);
            }
            _variances[k] = squares / left;
        }
        _pass = pass;
    }

    private void Order(long pass)
    {
        for (int k = 0; k < _order.Length; k++) _order[k] = k;
        if (pass < 0) return;
        Draws draws = new CounterStream(_orders.Bits(pass)).From();
        draws.Shuffle<int>(_order);
    }

    /// <summary>b of ½|x − b|² or ⟨b, x⟩.</summary>
    private void Target(int item, Span<double> b)
    {
        _pool.TryReturn(item + 1);
        _pool.Gradient(_origin, b);
        for (int c = 0; c < Dimension && !IsLinear; c++) b[c] = -b[c];
    }
}

using Gossip.Core;

namespace Gossip.Objectives.Streams;

/// <summary>
/// Losses drawn around a mean that moves as a <see cref="Regime"/> says: b_t = μ_t + σz_t with z_t uniform on the sphere, so that σ² and
/// Σ² are known exactly. Every number is a function of (seed, round, node): rounds can be returned to.
/// </summary>
public sealed class SyntheticStream : LossStream, IEnvironment
{
    /// <summary>w of regression, the rest zero.</summary>
    private static readonly double[] s_truth = [0.5, -0.3, 0.2, 0.1];

    private readonly SyntheticOptions _options;
    private readonly double[] _mean, _before, _drawn, _scratch, _offset, _targets;
    private readonly long _cycle;
    private readonly int _length;

    /// <summary>A stream before its first round.</summary>
    public SyntheticStream(SyntheticOptions options)
    {
        _options = options;
        // of regression every row of a batch is kept, of other losses their mean
        int rows = options.Loss == SyntheticLoss.Regression ? options.Batches.Max() : 1;
        _length = Padding.Of(options.Dimension);
        (_mean, _before, _drawn, _offset, _targets) = (new double[_length], new double[_length], new double[rows * _length], new double[_length], new double[rows]);
        _scratch = new double[options.Dimension];
        _cycle = options.Batches.Sum(m => (long)m);
        double angle = 2 * Math.PI * options.Node / options.Nodes, size = SyntheticOptions.Offset * options.Heterogeneity;
        if (options.Dimension > 2) (_offset[1], _offset[2]) = (size * Math.Cos(angle), size * Math.Sin(angle));
    }

    /// <inheritdoc/>
    public override int Dimension => _options.Dimension;

    /// <inheritdoc/>
    public override long? Length => _options.Rounds;

    /// <summary>What it is made of.</summary>
    public SyntheticOptions Options => _options;

    /// <inheritdoc/>
    public override IEnvironment Environment => this;

    /// <inheritdoc/>
    public bool IsLinear => _options.Loss is SyntheticLoss.Linear or SyntheticLoss.Experts;

    /// <inheritdoc/>
    public ReadOnlySpan<double> Centre => _mean;

    /// <inheritdoc/>
    public double Variance
    {
        get
        {
            double σ2 = _options.Sigma * _options.Sigma;
            double one = _options.Loss switch
            {
                SyntheticLoss.Experts => Dimension * σ2 / 3,
                // E|a(aᵀ(x − w)) − (x − w)/d|² + σ² at the farthest x of the unit ball
                SyntheticLoss.Regression => σ2 + (1 - 1.0 / Dimension) / Dimension * Square(1 + Truth),
                _ => σ2 + _options.Regime.Spread(_mean.AsSpan(0, Dimension)),
            };
            return one / Batch(Round - 1);
        }
    }

    /// <inheritdoc/>
    public double Variation
    {
        get
        {
            if (Round == 1) return 0;
            double sum = 0;
            for (int c = 0; c < _mean.Length; c++) sum += Square(_mean[c] - _before[c]);
            return sum;
        }
    }

    private static double Truth { get; } = Math.Sqrt(s_truth.Sum(Square));

    /// <inheritdoc/>
    public override bool Next()
    {
        if (Round >= _options.Rounds) return false;
        Draw(Round++);
        return true;
    }

    /// <inheritdoc/>
    public override bool TryReturn(long round)
    {
        Round = round;
        if (round > 0) Draw(round - 1);
        return true;
    }

    /// <inheritdoc/>
    public override SyntheticStream Reader() => new(_options);

    /// <inheritdoc/>
    public override double Value(ReadOnlySpan<double> x)
    {
        double sum = 0;
        switch (_options.Loss)
        {
            case SyntheticLoss.Quadratic:
                for (int c = 0; c < Dimension; c++) sum += Square(x[c] - _drawn[c]);
                return sum / 2;
            case SyntheticLoss.Regression:
                int batch = Batch(Round - 1);
                for (int b = 0; b < batch; b++) sum += Square(Residual(b, x)) / 2;
                return sum / batch;
            default:
                for (int c = 0; c < Dimension; c++) sum += x[c] * _drawn[c];
                return sum;
        }
    }

    /// <inheritdoc/>
    public override double Gradient(ReadOnlySpan<double> x, Span<double> gradient)
    {
        double sum = 0;
        switch (_options.Loss)
        {
            case SyntheticLoss.Quadratic:
                for (int c = 0; c < Dimension; c++)
                {
                    gradient[c] = x[c] - _drawn[c];
                    sum += gradient[c] * gradient[c];
                }
                return sum / 2;
            case SyntheticLoss.Regression:
                int batch = Batch(Round - 1);
                gradient.Clear();
                for (int b = 0; b < batch; b++)
                {
                    double residual = Residual(b, x);
                    sum += Square(residual) / 2;
                    for (int c = 0; c < Dimension; c++) gradient[c] += residual * _drawn[b * _length + c] / batch;
                }
                return sum / batch;
            default:
                _drawn.CopyTo(gradient);
                for (int c = 0; c < Dimension; c++) sum += x[c] * _drawn[c];
                return sum;
        }
    }

    /// <summary>F_t(x), without the noise's constant.</summary>
    public double Expected(ReadOnlySpan<double> x)
    {
        double sum = 0;
        if (IsLinear)
        {
            for (int c = 0; c < Dimension; c++) sum += x[c] * _mean[c];
            return sum;
        }
        for (int c = 0; c < Dimension; c++) sum += Square(x[c] - _mean[c]);
        return _options.Loss == SyntheticLoss.Regression ? sum / 2 / Dimension : sum / 2;
    }

    private static double Square(double x) => x * x;

    /// <summary>⟨a, x⟩ − y of a row of regression.</summary>
    private double Residual(int row, ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int c = 0; c < Dimension; c++) sum += x[c] * _drawn[row * _length + c];
        return sum - _targets[row];
    }

    private int Batch(long t) => _options.Batches[(int)(t % _options.Batches.Count)];

    /// <summary>How many draws come before round t at one node.</summary>
    private long Before(long t)
    {
        int turns = _options.Batches.Count;
        long draws = t / turns * _cycle;
        for (int k = 0; k < t % turns; k++) draws += _options.Batches[k];
        return draws;
    }

    /// <summary>Makes the loss of round t, from 0.</summary>
    private void Draw(long t)
    {
        int d = Dimension, batch = Batch(t);
        long each = _options.Loss switch
        {
            SyntheticLoss.Experts => d,
            SyntheticLoss.Regression => 2 * d + 1,
            _ when _options.Regime.HasClasses => 2 * d + 1,
            _ => 2 * d,
        };
        long k = each * (Before(t) * _options.Nodes + (long)batch * _options.Node);
        if (t > 0) Mean(t - 1, _before);
        Mean(t, _mean);
        if (_options.Loss == SyntheticLoss.Regression)
        {
            Array.Clear(_drawn);
            for (int b = 0; b < batch; b++, k += each)
            {
                Span<double> a = _drawn.AsSpan(b * _length, _length);
                ReferenceDraws.AddSphere(_options.Seed, k, 1, a, _scratch);
                _targets[b] = ReferenceDraws.Uniform(_options.Seed, k + 2 * d) < 0.5 ? _options.Sigma : -_options.Sigma;
                for (int c = 0; c < d; c++) _targets[b] += a[c] * _mean[c];
            }
            return;
        }
        if (_options.Regime.HasClasses) Array.Clear(_drawn);
        else _mean.CopyTo(_drawn, 0);
        if (_options.Loss != SyntheticLoss.Experts)
            for (int c = 0; c < d; c++) _drawn[c] += _offset[c];
        for (int b = 0; b < batch; b++, k += each)
        {
            if (_options.Regime.HasClasses) _drawn[Class(ReferenceDraws.Uniform(_options.Seed, k + 2 * d))] += Regime.Level / batch;
            if (_options.Loss != SyntheticLoss.Experts)
            {
                ReferenceDraws.AddSphere(_options.Seed, k, _options.Sigma / batch, _drawn, _scratch);
                continue;
            }
            for (int c = 0; c < d; c++) _drawn[c] += _options.Sigma / batch * (2 * ReferenceDraws.Uniform(_options.Seed, k + c) - 1);
        }
    }

    private void Mean(long t, Span<double> mean)
    {
        switch (_options.Loss)
        {
            case SyntheticLoss.Regression:
                s_truth.AsSpan(0, Math.Min(Dimension, s_truth.Length)).CopyTo(mean);
                return;
            case SyntheticLoss.Experts:
                _options.Regime.Mean(t, _options.Rounds, mean);
                double sign = Math.Sign(mean[0]);
                mean[1] = 0;
                for (int c = 0; c < Dimension; c++) mean[c] = sign * (0.5 - 0.03 * c);
                return;
            default:
                _options.Regime.Mean(t, _options.Rounds, mean[..Dimension]);
                return;
        }
    }

    /// <summary>The class that a uniform number falls on, by the shares 2μ.</summary>
    private int Class(double uniform)
    {
        int k = 0;
        for (double left = uniform * Regime.Level; k + 1 < Dimension && (left -= _mean[k]) > 0;) k++;
        return k;
    }
}

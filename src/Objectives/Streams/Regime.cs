namespace Gossip.Objectives.Streams;

/// <summary>How the mean of a synthetic stream moves.</summary>
public abstract record Regime
{
    /// <summary>How far the means are from the origin.</summary>
    internal const double Level = 0.5;

    /// <summary>μ = ½e₁ for ever.</summary>
    public static Regime Iid { get; } = new Steady();

    /// <summary>±a·e₁ in turns: an adversary for those who expect the last gradient again.</summary>
    public static Regime Alternating(double size) => new Turns(size);

    /// <summary>½(cos 2πt/T, sin 2πt/T, 0, …): once round.</summary>
    public static Regime Drift { get; } = new Circle();

    /// <summary>½e₁ with its sign changed between P segments of equal length.</summary>
    public static Regime Shift(int segments) => new Segments(segments);

    /// <summary>½e₁, but −½e₁ in C evenly spaced rounds.</summary>
    public static Regime Corrupt(int rounds) => new Corrupted(rounds);

    /// <summary>
    /// d classes, class k around ½e_k, whose shares rise and fall so many times: π_k ∝ exp(2 cos 2π(periods·t/T − k/d)), μ = ½π.
    /// </summary>
    public static Regime LabelShift(double periods) => new Labels(periods);

    /// <summary>Whether a draw is around ½e_k for a class k of share 2μ_k, and not around μ itself.</summary>
    public virtual bool HasClasses => false;

    /// <summary>What draws vary beside their noise, E|b − μ|² of the classes.</summary>
    public virtual double Spread(ReadOnlySpan<double> mean) => 0;

    /// <summary>Writes μ of round t = 0, …, T − 1 in d dimensions; where only the first two entries move, the others are zero and left alone.</summary>
    public abstract void Mean(long t, long rounds, Span<double> mean);

    /// <summary>The largest |μ|.</summary>
    public virtual double Largest => Level;

    private sealed record Steady : Regime
    {
        public override void Mean(long t, long rounds, Span<double> mean) => mean[0] = Level;
    }

    private sealed record Turns(double Size) : Regime
    {
        public override double Largest => Math.Abs(Size);

        public override void Mean(long t, long rounds, Span<double> mean) => mean[0] = t % 2 == 0 ? Size : -Size;
    }

    private sealed record Circle : Regime
    {
        public override void Mean(long t, long rounds, Span<double> mean)
        {
            double angle = 2 * Math.PI * t / rounds;
            (mean[0], mean[1]) = (Level * Math.Cos(angle), Level * Math.Sin(angle));
        }
    }

    private sealed record Segments(int Count) : Regime
    {
        public override void Mean(long t, long rounds, Span<double> mean) => mean[0] = t * Count / rounds % 2 == 0 ? Level : -Level;
    }

    private sealed record Labels(double Periods) : Regime
    {
        private const double Sharpness = 2;

        public override bool HasClasses => true;

        public override double Spread(ReadOnlySpan<double> mean)
        {
            double square = 0;
            foreach (double each in mean) square += each * each;
            return Level * Level - square;
        }

        public override void Mean(long t, long rounds, Span<double> mean)
        {
            double total = 0;
            for (int k = 0; k < mean.Length; k++) total += mean[k] = Math.Exp(Sharpness * Math.Cos(2 * Math.PI * (Periods * t / rounds - (double)k / mean.Length)));
            for (int k = 0; k < mean.Length; k++) mean[k] *= Level / total;
        }
    }

    private sealed record Corrupted(int Count) : Regime
    {
        public override void Mean(long t, long rounds, Span<double> mean) => mean[0] = t * Count % rounds < Count ? -Level : Level;
    }
}

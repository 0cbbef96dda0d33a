namespace Gossip.Core;

/// <summary>A reader of a <see cref="CounterStream"/>: draws one number after another. A mutable value; pass it by ref.</summary>
public struct Draws(CounterStream stream, long next)
{
    /// <summary>How many numbers of the stream have been used.</summary>
    public long Position { get; private set; } = next;

    /// <summary>64 random bits.</summary>
    public ulong Bits() => stream.Bits(Position++);

    /// <summary>Uniform in (0, 1).</summary>
    public double Uniform() => CounterStream.ToUnit(Bits());

    /// <summary>Uniform in {0, …, <paramref name="count"/> − 1}, without bias (Lemire's rejection).</summary>
    public int Below(int count)
    {
        ulong range = (ulong)count;
        ulong high = Math.BigMul(Bits(), range, out ulong low);
        if (low < range)
        {
            ulong threshold = (0 - range) % range;
            while (low < threshold) high = Math.BigMul(Bits(), range, out low);
        }
        return (int)high;
    }

    /// <summary>Standard normal (Box and Muller; two uniforms each).</summary>
    public double Normal()
    {
        double radius = Math.Sqrt(-2 * Math.Log(Uniform()));
        return radius * Math.Cos(2 * Math.PI * Uniform());
    }

    /// <summary>Gamma(<paramref name="shape"/>, 1) (Marsaglia and Tsang, 2000).</summary>
    public double Gamma(double shape)
    {
        if (shape < 1) return Gamma(shape + 1) * Math.Pow(Uniform(), 1 / shape);
        double d = shape - 1.0 / 3, c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            double x = Normal(), v = 1 + c * x;
            if (v <= 0) continue;
            v = v * v * v;
            if (Math.Log(Uniform()) < 0.5 * x * x + d - d * v + d * Math.Log(v)) return d * v;
        }
    }

    /// <summary>A point of the simplex, Dirichlet(α, …, α).</summary>
    public double[] Dirichlet(int size, double alpha)
    {
        double[] p = new double[size];
        double sum = 0;
        for (int k = 0; k < size; k++) sum += p[k] = Gamma(alpha);
        for (int k = 0; k < size; k++) p[k] /= sum;
        return p;
    }

    /// <summary>Shuffles in place, every order equally likely (Fisher and Yates).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (int k = items.Length - 1; k > 0; k--)
        {
            int other = Below(k + 1);
            (items[k], items[other]) = (items[other], items[k]);
        }
    }
}

namespace Gossip.Core;

/// <summary>
/// A counter-based random stream (SplitMix64): its k-th number is a pure function of (seed, purpose, id, k),
/// so streams can be read from any place, by any thread, in any order, and always agree.
/// </summary>
public readonly record struct CounterStream(ulong Key)
{
    /// <summary>2⁶⁴/φ, the increment of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).</summary>
    public const ulong Golden = 0x9E3779B97F4A7C15UL;

    /// <summary>The stream of <paramref name="purpose"/> and <paramref name="id"/> under a root seed.</summary>
    public CounterStream(ulong seed, Purpose purpose, long id = 0)
        : this(Mix(Mix(Mix(seed + Golden) + (ulong)purpose * Golden) + (ulong)id * Golden))
    {
    }

    /// <summary>64 random bits, the k-th of the stream (k ≥ 0).</summary>
    public ulong Bits(long k) => Mix(Key + (ulong)(k + 1) * Golden);

    /// <summary>The k-th number as a double in the open interval (0, 1).</summary>
    public double Uniform(long k) => ToUnit(Bits(k));

    /// <summary>Reads the stream in order, from its k-th number on.</summary>
    public Draws From(long k = 0) => new(this, k);

    /// <summary>Maps 64 bits to (0, 1): the upper 52 bits plus one half, so neither end is ever hit.</summary>
    public static double ToUnit(ulong bits) => ((bits >> 12) + 0.5) * (1.0 / (1UL << 52));

    /// <summary>SplitMix64's finaliser: a bijection of 64 bits that looks random.</summary>
    public static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}

using System.Globalization;

namespace Gossip.Experiments.Yaml;

/// <summary>Which numbers a key takes, and the words that say so.</summary>
public readonly record struct Interval(double Least, bool Open, string Words)
{
    /// <summary>Any finite number.</summary>
    public static readonly Interval Finite = new(double.NegativeInfinity, true, "a number");

    /// <summary>Numbers above zero.</summary>
    public static readonly Interval Positive = new(0, true, "a number > 0");

    /// <summary>Zero and above.</summary>
    public static readonly Interval NonNegative = new(0, false, "a number ≥ 0");

    /// <summary>Whether the interval holds a number; never NaN or an infinite one.</summary>
    public bool Holds(double value) => double.IsFinite(value) && (Open ? value > Least : value >= Least);

    /// <summary>Reads a number of the interval as files write it, whatever the machine's language.</summary>
    public bool TryParse(string? text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && Holds(value);
}

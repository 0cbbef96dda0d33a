using System.Globalization;
using Gossip.Core;

namespace Gossip.Topology.Generators;

/// <summary>
/// What a generator is given: <c>name:size,key=value,…</c> taken apart, the seed, and the place to name in messages.
/// A generator asks for what it knows; <see cref="Finish"/> then refuses the rest.
/// </summary>
internal sealed class GraphArguments
{
    private readonly Dictionary<string, string> _given = [];
    private readonly List<string> _known = [];
    private readonly string? _size;

    public GraphArguments(string text, ulong seed, string place)
    {
        (Text, Seed, Place) = (text, seed, place);
        string[] parts = text.Split(',', StringSplitOptions.TrimEntries);
        int colon = parts[0].IndexOf(':', StringComparison.Ordinal);
        Name = colon < 0 ? parts[0] : parts[0][..colon].TrimEnd();
        _size = colon < 0 ? null : parts[0][(colon + 1)..].Trim();
        foreach (string part in parts.Skip(1))
        {
            string[] pair = part.Split('=', StringSplitOptions.TrimEntries);
            if (pair.Length != 2 || pair[0].Length == 0 || pair[1].Length == 0)
                throw Wrong($"'{part}'", "key=value");
            if (!_given.TryAdd(pair[0], pair[1])) throw Wrong($"'{pair[0]}' twice", "each parameter once");
        }
    }

    public string Text { get; }
    public ulong Seed { get; }
    public string Place { get; }
    public string Name { get; }

    public InputException Wrong(string found, string expected) =>
        InputException.At(Place, $"{found} in '{Text}'", expected);

    public InputException WrongSize(string expected) =>
        InputException.At(Place, $"'{Text}'", expected);

    /// <summary>The size as one whole number.</summary>
    public int Size(int least, string example)
    {
        if (_size is null || !TryWhole(_size, out int size) || size < least)
            throw WrongSize($"a size of at least {least}, such as {example}");
        return size;
    }

    /// <summary>The size as the sides of a box, such as 4x4.</summary>
    public int[] Sides()
    {
        string[] texts = (_size ?? "").Split('x', StringSplitOptions.TrimEntries);
        int[] sides = new int[texts.Length];
        long nodes = 1;
        for (int k = 0; k < texts.Length; k++)
        {
            if (!TryWhole(texts[k], out sides[k]) || sides[k] < 1 || (nodes *= sides[k]) > int.MaxValue)
                throw WrongSize($"a rectangle such as {Name}:4x4");
        }
        if (sides.Length > 1 && nodes > 1) return sides;
        int rows = (int)Math.Sqrt(nodes);
        while (rows > 1 && nodes % rows != 0) rows--;
        throw WrongSize($"a rectangle such as {Name}:{(rows > 1 ? $"{rows}x{nodes / rows}" : "4x4")}");
    }

    /// <summary>A whole-number parameter.</summary>
    public int Whole(string key, int least, int most)
    {
        string text = Take(key);
        if (!TryWhole(text, out int value) || value < least || value > most)
            throw Wrong($"{key}={text}", $"a whole number from {least} to {most}");
        return value;
    }

    /// <summary>A parameter in (0, most], or [0, most].</summary>
    public double Number(string key, double most, bool zero = false)
    {
        string text = Take(key);
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            || !(value <= most) || value < 0 || (value == 0 && !zero))
            throw Wrong($"{key}={text}", FormattableString.Invariant($"a number {(zero ? "from" : "above")} 0 {(zero ? "to" : "and up to")} {most}"));
        return value;
    }

    /// <summary>Refuses a size where none belongs.</summary>
    public void NoSize()
    {
        if (_size is not null) throw WrongSize($"{Name} without a size");
    }

    /// <summary>Refuses parameters that nobody asked for.</summary>
    public void Finish()
    {
        foreach (string key in _given.Keys.Where(key => !_known.Contains(key)))
            throw Wrong($"unknown parameter '{key}'",
                (_known.Count == 0 ? "no parameters" : string.Join(", ", _known.Select(k => k + "=…"))) + Nearest.Hint(key, _known));
    }

    private string Take(string key)
    {
        _known.Add(key);
        if (_given.TryGetValue(key, out string? text)) return text;
        string? typed = Nearest.Of(key, _given.Keys);
        throw typed is null ? WrongSize($"a parameter {key}=…") : Wrong($"unknown parameter '{typed}'", $"{key}=… (did you mean '{key}'?)");
    }

    private static bool TryWhole(string text, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}

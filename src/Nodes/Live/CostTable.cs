using System.Collections.Immutable;
using System.Globalization;

namespace Gossip.Nodes.Live;

/// <summary>
/// What an exchange costs on each edge of the whole graph, as measured: a letter an edge, in steps of √2, so that it goes
/// into a line of text and is the same at every process. A dot stands for an edge that nobody has measured yet.
/// </summary>
/// <param name="Version">Later tables have higher ones; 0 is the table before anything was measured.</param>
/// <param name="Levels">The letters, in the order of the graph's edges; empty in table 0.</param>
internal sealed record CostTable(long Version, string Levels)
{
    /// <summary>The table before anything was measured.</summary>
    public static readonly CostTable None = new(0, "");

    private const char Unknown = '.', Lowest = '0', Highest = 'z';
    private const double Microsecond = 1e-6;

    /// <summary>The letter of a cost in seconds.</summary>
    public static char Level(double seconds) =>
        (char)Math.Clamp(Lowest + Math.Round(2 * Math.Log2(seconds / Microsecond)), Lowest, Highest);

    /// <summary>A line of letters in which nothing is known.</summary>
    public static char[] Blank(int edges) => [.. Enumerable.Repeat(Unknown, edges)];

    /// <summary>Whether a letter is of an edge that was measured.</summary>
    public static bool IsKnown(char level) => level != Unknown;

    /// <summary>Puts what <paramref name="levels"/> knows over what is known already.</summary>
    public static void Merge(char[] known, string levels)
    {
        for (int e = 0; e < known.Length; e++)
            if (IsKnown(levels[e])) known[e] = levels[e];
    }

    /// <summary>Whether a line of letters from elsewhere is one.</summary>
    public static bool IsValid(string levels, int edges) => levels.Length == edges && levels.All(c => c is Unknown or (>= Lowest and <= Highest));

    /// <summary>Whether no edge costs twice or half of what it costs in another table.</summary>
    public bool IsNear(char[] levels) =>
        Levels.Length == levels.Length && Levels.Zip(levels).All(pair => (pair.First == Unknown) == (pair.Second == Unknown) && Math.Abs(pair.First - pair.Second) < 2);

    /// <summary>The costs, the cheapest edge at 1; an unknown one costs what the middle one does.</summary>
    public ImmutableArray<double> Costs
    {
        get
        {
            char[] known = [.. Levels.Where(IsKnown).Order()];
            char middle = known[known.Length / 2];
            return [.. Levels.Select(c => Math.Pow(2, ((c == Unknown ? middle : c) - known[0]) / 2.0))];
        }
    }

    /// <summary>The least and the largest cost, in seconds.</summary>
    public (double Least, double Most) Range
    {
        get
        {
            char[] known = [.. Levels.Where(IsKnown).Order()];
            return (Seconds(known[0]), Seconds(known[^1]));
        }
    }

    /// <summary>Whether another table is later than this one.</summary>
    public bool IsBefore(CostTable other) => Version < other.Version || (Version == other.Version && string.CompareOrdinal(Levels, other.Levels) < 0);

    /// <summary>As a line for other processes.</summary>
    public string ToLine() => string.Create(CultureInfo.InvariantCulture, $"{Word} {Version} {Levels}");

    /// <summary>A line of <see cref="ToLine"/>; null if it is something else.</summary>
    public static CostTable? Parse(string line, int edges)
    {
        string[] words = line.Split(' ');
        return words.Length == 3 && words[0] == Word && IsValid(words[2], edges) && words[2].Any(IsKnown)
            && long.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out long version) ? new(version, words[2]) : null;
    }

    private const string Word = "costs";

    private static double Seconds(char level) => Microsecond * Math.Pow(2, (level - Lowest) / 2.0);
}

using System.Globalization;

namespace Gossip.Nodes.Live;

/// <summary>
/// All that a cluster was ordered to do, in force at every process that has heard of it: a value with a version, of which the later
/// one wins, and of two of one version the same one everywhere.
/// </summary>
/// <param name="Version">How many orders led to it; 0 before the first.</param>
/// <param name="State">run, pause or stop.</param>
/// <param name="Rates">As <see cref="RateOrder"/> writes them.</param>
internal sealed record Orders(long Version, string State, string Rates)
{
    /// <summary>Before anybody has ordered anything.</summary>
    public static readonly Orders None = new(0, Run, "");

    private const string Word = "orders", Run = "run", Paused = "pause", Stopping = "stop";

    /// <summary>Whether clocks are to stand still.</summary>
    public bool IsPaused => State == Paused;

    /// <summary>Whether all are to leave.</summary>
    public bool IsStopping => State == Stopping;

    /// <summary>What is in force after one more; the same where it changes nothing. Nothing follows a stop.</summary>
    public Orders After(Order order)
    {
        Orders next = order.Word switch
        {
            _ when IsStopping => this,
            "pause" => this with { State = Paused },
            "resume" => this with { State = Run },
            "stop" => this with { State = Stopping },
            _ => this with { Rates = order.Rates },
        };
        return next == this ? this : next with { Version = Version + 1 };
    }

    /// <summary>Whether others are later than these.</summary>
    public bool IsBefore(Orders other) => Version < other.Version || (Version == other.Version && string.CompareOrdinal(ToLine(), other.ToLine()) < 0);

    /// <summary>As a line for other processes.</summary>
    public string ToLine() => string.Create(CultureInfo.InvariantCulture, $"{Word} {Version} {State} {Rates}");

    /// <summary>A line of <see cref="ToLine"/>; null if it is something else.</summary>
    public static Orders? Parse(string line)
    {
        string[] words = line.Split(' ', 4);
        return words is [Word, var version, Run or Paused or Stopping, var rates] && long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? new(number, words[2], rates) : null;
    }
}

using System.Globalization;

namespace Gossip.Nodes.Live;

/// <summary>
/// All that a cluster was ordered to do, in force at every process that has heard of it. On each of the two matters, whether it runs
/// and at which rates, the latest order wins: two processes that were given orders on different matters come to agree on both.
/// </summary>
/// <param name="StateVersion">When the state was ordered, in milliseconds, or one more than what was known then; 0 before.</param>
/// <param name="State">run, pause or stop.</param>
/// <param name="RatesVersion">The same of the rates.</param>
/// <param name="Rates">As <see cref="RateOrder"/> writes them.</param>
internal sealed record Orders(long StateVersion, string State, long RatesVersion, string Rates)
{
    /// <summary>Before anybody has ordered anything.</summary>
    public static readonly Orders None = new(0, Run, 0, "");

    private const string Word = "orders", Run = "run", Paused = "pause", Stopping = "stop";

    /// <summary>Whether clocks are to stand still.</summary>
    public bool IsPaused => State == Paused;

    /// <summary>Whether all are to leave.</summary>
    public bool IsStopping => State == Stopping;

    /// <summary>What is in force after one more, given at a time in milliseconds.</summary>
    public Orders After(Order order, long now) => Merge(order.Word switch
    {
        "pause" => this with { State = Paused, StateVersion = Math.Max(now, StateVersion + 1) },
        "resume" => this with { State = Run, StateVersion = Math.Max(now, StateVersion + 1) },
        "stop" => this with { State = Stopping, StateVersion = Math.Max(now, StateVersion + 1) },
        _ => this with { Rates = order.Rates, RatesVersion = Math.Max(now, RatesVersion + 1) },
    });

    /// <summary>These and others that another process has heard: on each matter the later; nothing follows a stop.</summary>
    public Orders Merge(Orders other)
    {
        Orders state = IsStopping != other.IsStopping ? (IsStopping ? this : other) : IsLater((other.StateVersion, other.State), (StateVersion, State)) ? other : this;
        Orders rates = IsLater((other.RatesVersion, other.Rates), (RatesVersion, Rates)) ? other : this;
        return new(state.StateVersion, state.State, rates.RatesVersion, rates.Rates);
    }

    /// <summary>As a line for other processes.</summary>
    public string ToLine() => string.Create(CultureInfo.InvariantCulture, $"{Word} {StateVersion} {State} {RatesVersion} {Rates}");

    /// <summary>A line of <see cref="ToLine"/>; null if it is something else.</summary>
    public static Orders? Parse(string line)
    {
        string[] words = line.Split(' ', 5);
        return words is [Word, var first, Run or Paused or Stopping, var second, var rates]
            && long.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out long stateVersion)
            && long.TryParse(second, NumberStyles.None, CultureInfo.InvariantCulture, out long ratesVersion)
            ? new(stateVersion, words[2], ratesVersion, rates) : null;
    }

    private static bool IsLater((long Version, string Text) one, (long Version, string Text) other) =>
        one.Version > other.Version || (one.Version == other.Version && string.CompareOrdinal(one.Text, other.Text) > 0);
}

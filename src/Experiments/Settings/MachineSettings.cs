using Gossip.Experiments.Yaml;

namespace Gossip.Experiments.Settings;

/// <summary>The sections <c>nodes</c> and <c>links</c>: machines that a run in virtual time is imagined on. Speeds also hold on a real cluster.</summary>
/// <param name="Speeds">Of each node that is named, above 0 and at most 1; 1 of others.</param>
/// <param name="Times">How gradients' times vary in rounds: <c>fixed</c>, <c>exponential</c> or <c>log-normal</c>.</param>
/// <param name="Sigma">σ of log-normal times.</param>
/// <param name="AwayShare">The share of its time that a node is away.</param>
/// <param name="AwayFor">The mean length of a spell away.</param>
/// <param name="Latency">The time of a message over every edge.</param>
/// <param name="Latencies">A file with one for each edge instead, or null.</param>
/// <param name="IsSimulated">Whether anything is given that only virtual time has.</param>
public sealed record MachineSettings(
    IReadOnlyDictionary<int, double> Speeds, string Times, double Sigma, double AwayShare, double AwayFor, double Latency, string? Latencies, bool IsSimulated)
{
    /// <summary>Whether anything is said about them.</summary>
    public bool IsGiven => IsSimulated || Speeds.Count > 0;

    internal static MachineSettings Read(Section nodes, Section links)
    {
        Section away = nodes.Child("away");
        MachineSettings read = new(
            nodes.ByNode("speed", Interval.Positive),
            nodes.Choice("times", null, "fixed", "exponential", "log-normal") ?? "fixed",
            nodes.Number("sigma", null, Interval.Positive) ?? 0.5,
            away.Number("share", null, Interval.NonNegative) ?? 0,
            away.Number("for", null, Interval.Positive) ?? 10,
            links.Number("latency", null, Interval.NonNegative) ?? 0,
            links.Text("latencies", null, "a file of lines i j time"),
            nodes.Has("times") || nodes.Has("away") || links.Has("latency") || links.Has("latencies"));
        if (read.Speeds.Values.Any(speed => speed > 1)) nodes.Refuse("speed", "numbers above 0 and at most 1: 1 is the fastest");
        if (read.Times != "log-normal" && nodes.Has("sigma")) nodes.Refuse("sigma", "times: log-normal beside it");
        if (read.AwayShare >= 1) away.Refuse("share", "a number ≥ 0 and below 1");
        if (links.Has("latency") && links.Has("latencies")) links.Refuse("latencies", "either a latency of all edges or a file");
        return read;
    }
}

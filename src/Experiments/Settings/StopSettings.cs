using Gossip.Experiments.Yaml;

namespace Gossip.Experiments.Settings;

/// <summary>The section <c>stop</c>: a run ends at the first of these.</summary>
/// <param name="Error">Mean squared distance to the optimum, relative to its value at the start.</param>
/// <param name="Time">Virtual time.</param>
public sealed record StopSettings(double? Error, double? Time)
{
    /// <summary>What holds where the file says nothing.</summary>
    public static readonly StopSettings Default = new(1e-8, 2000);

    internal static StopSettings Read(Section stop, bool toTheEndOfClocks)
    {
        bool silent = !stop.Has("error") && !stop.Has("time") && !toTheEndOfClocks;
        return new(
            stop.Number("error", silent ? Default.Error : null, Interval.Positive),
            stop.Number("time", silent ? Default.Time : null, Interval.Positive));
    }
}

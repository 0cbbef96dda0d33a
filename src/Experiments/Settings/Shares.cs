using System.Globalization;
using Gossip.Experiments.Yaml;

namespace Gossip.Experiments.Settings;

/// <summary>Lists of numbers, one a client, that sum to 1.</summary>
internal static class Shares
{
    /// <summary>Numbers as people type them: 0.3333333 three times is meant to be 1.</summary>
    private const double Slack = 1e-6;

    /// <summary>Reads such a list and makes its sum exact.</summary>
    public static IReadOnlyList<double> Read(Section section, string key)
    {
        IReadOnlyList<double> given = section.Numbers(key, Interval.NonNegative) ?? [];
        double sum = given.Sum();
        if (Math.Abs(sum - 1) > Slack)
            section.Refuse(key, string.Create(CultureInfo.InvariantCulture, $"numbers ≥ 0 that sum to 1; these sum to {Math.Round(sum, 12)}"));
        return [.. given.Select(each => each / sum)];
    }
}

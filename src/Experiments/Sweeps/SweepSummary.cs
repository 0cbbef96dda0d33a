using System.Text.Json;
using Gossip.Experiments.Running;

namespace Gossip.Experiments.Sweeps;

/// <summary>summary.json of a sweep. Numbers that are not finite are null.</summary>
public sealed record SweepSummary
{
    /// <summary>The sweep's name.</summary>
    public required string Name { get; init; }

    /// <summary>How it ended, in a sentence.</summary>
    public required string Outcome { get; init; }

    /// <summary>All cells.</summary>
    public required int Cells { get; init; }

    /// <summary>Those that ran to their end, diverged ones among them.</summary>
    public required int Done { get; init; }

    /// <summary>Those that could not run, with the reason.</summary>
    public required IReadOnlyList<Failure> Failed { get; init; }

    /// <summary>The seeds of every combination.</summary>
    public required IReadOnlyList<ulong> Seeds { get; init; }

    /// <summary>What the bands are: quantiles around medians, or t-intervals of means.</summary>
    public required string Band { get; init; }

    /// <summary>Every combination.</summary>
    public required IReadOnlyList<Combination> Groups { get; init; }

    /// <summary>Comparisons seed by seed.</summary>
    public required IReadOnlyList<Comparison> Paired { get; init; }

    /// <summary>Cells that ran at once.</summary>
    public required int Threads { get; init; }

    /// <summary>Seconds that the last process took.</summary>
    public required double Seconds { get; init; }

    /// <summary>The program's version.</summary>
    public required string Version { get; init; }

    /// <summary>The output folder.</summary>
    public required string Folder { get; init; }

    /// <summary>As one JSON object.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Summary.Options);

    /// <summary>A cell that could not run.</summary>
    public sealed record Failure(IReadOnlyDictionary<string, string> Values, ulong Seed, string Reason);

    /// <summary>What the seeds of a combination came to.</summary>
    /// <param name="Values">The combination.</param>
    /// <param name="Runs">Cells that are done.</param>
    /// <param name="Diverged">How many of these diverged.</param>
    /// <param name="Measure">What they were measured by.</param>
    /// <param name="Target">What that was to reach; null where nothing or more than one thing was said.</param>
    /// <param name="Reached">How many did.</param>
    /// <param name="ToTarget">What that took, by quantity.</param>
    /// <param name="Final">Where they ended.</param>
    public sealed record Combination(
        IReadOnlyDictionary<string, string> Values, int Runs, int Diverged, string? Measure, double? Target, int Reached, IReadOnlyDictionary<string, Estimate> ToTarget, Estimate Final);

    /// <summary>A comparison with the baseline, seed by seed.</summary>
    /// <param name="Values">The combination that is compared.</param>
    /// <param name="With">The baseline.</param>
    /// <param name="What">What is compared.</param>
    /// <param name="Kind"><c>ratio</c> or <c>difference</c>.</param>
    /// <param name="Pairs">Seeds on which both have the number.</param>
    /// <param name="Estimate">The mean with its t-interval, geometric for ratios.</param>
    /// <param name="Verdict"><c>less</c>, <c>more</c>, <c>unclear</c>, or nothing where there are too few pairs.</param>
    public sealed record Comparison(IReadOnlyDictionary<string, string> Values, string With, string What, string Kind, int Pairs, Estimate Estimate, string Verdict);
}

using Gossip.Topology;

namespace Gossip.Experiments.Report;

/// <summary>Everything that the page of a finished run tells.</summary>
public sealed record RunReport
{
    /// <summary>The experiment's name.</summary>
    public required string Title { get; init; }

    /// <summary>What was solved, with what, on what: one line. May be empty.</summary>
    public string Subtitle { get; init; } = "";

    /// <summary>How it ended, in one plain sentence.</summary>
    public required string Outcome { get; init; }

    /// <summary>Whether the run failed (diverged, lost its quorum); colours the outcome.</summary>
    public bool Failed { get; init; }

    /// <summary>The table of facts, in order.</summary>
    public IReadOnlyList<Fact> Facts { get; init; } = [];

    /// <summary>What was measured, in order of time.</summary>
    public IReadOnlyList<MetricPoint> Points { get; init; } = [];

    /// <summary>The rate of −d ln(error)/dt that was predicted, to be drawn beside what was measured; null where none was.</summary>
    public double? ExpectedRate { get; init; }

    /// <summary>What is drawn of it; null draws <see cref="Points"/> as those of a gossip run.</summary>
    internal RunFigures? Figures { get; init; }

    /// <summary>The graph with the rates it ran at.</summary>
    public RatedGraph? Graph { get; init; }

    /// <summary>|xᵢ − x*|² of each node at the end; colours the nodes.</summary>
    public IReadOnlyList<double>? NodeErrors { get; init; }

    /// <summary>The resolved experiment, as written beside the report.</summary>
    public string ExperimentYaml { get; init; } = "";

    /// <summary>What the reader should know before trusting the numbers.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}

namespace Gossip.Experiments.Report;

/// <summary>What a report draws and tables of a run's measurements.</summary>
internal sealed record RunFigures
{
    /// <summary>The largest figures, at the top.</summary>
    public required IReadOnlyList<Fact> Tiles { get; init; }

    /// <summary>The heading over the plots.</summary>
    public required string Heading { get; init; }

    /// <summary>How to read the plots.</summary>
    public required string Explanation { get; init; }

    /// <summary>The plots.</summary>
    public required IReadOnlyList<PlotPanel> Panels { get; init; }

    /// <summary>Heads of the table of numbers.</summary>
    public required IReadOnlyList<string> Heads { get; init; }

    /// <summary>Number of its rows.</summary>
    public required int Rows { get; init; }

    /// <summary>The cells of a row.</summary>
    public required Func<int, IReadOnlyList<string>> Row { get; init; }
}

namespace Gossip.Dashboard.Views;

/// <summary>Where a run stands now.</summary>
public sealed record Present
{
    /// <summary>Before anything is known.</summary>
    public static readonly Present Nothing = new() { Title = "gossip", State = "waiting", Words = "nothing is known yet" };

    /// <summary>The experiment's name.</summary>
    public required string Title { get; init; }

    /// <summary>What runs, in a line.</summary>
    public string Subtitle { get; init; } = "";

    /// <summary>running, paused, waiting, stopping, done, failed or lost.</summary>
    public required string State { get; init; }

    /// <summary>The same for people.</summary>
    public string Words { get; init; } = "";

    /// <summary>Whether it can be paused, resumed and stopped.</summary>
    public bool TakesOrders { get; init; }

    /// <summary>Whether its rates can be changed.</summary>
    public bool TakesRates { get; init; }

    /// <summary>The rates in force, in a word, where they are not the experiment's own.</summary>
    public string Rates { get; init; } = "";

    /// <summary>The figures above everything.</summary>
    public IReadOnlyList<Tile> Tiles { get; init; } = [];

    /// <summary>The nodes.</summary>
    public IReadOnlyList<NodeLine> Nodes { get; init; } = [];

    /// <summary>What a node's error is.</summary>
    public string ErrorName { get; init; } = "error";

    /// <summary>The least and the largest error of a node, for people.</summary>
    public IReadOnlyList<string> ErrorRange { get; init; } = [];

    /// <summary>The edges.</summary>
    public IReadOnlyList<EdgeLine> Edges { get; init; } = [];

    /// <summary>The processes.</summary>
    public IReadOnlyList<ProcessLine> Processes { get; init; } = [];
}

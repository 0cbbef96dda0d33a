using Gossip.Experiments.Yaml;

namespace Gossip.Experiments.Settings;

/// <summary>The sections <c>runtime</c> and <c>actors</c>: what executes the run. No choice here changes a bit of the result.</summary>
/// <param name="Kind"><c>sequential</c> or <c>actors</c>.</param>
/// <param name="Threads">Threads of the actors; null takes one per processor.</param>
/// <param name="NodesEach">Nodes that one actor owns; null leaves it to the runtime.</param>
public sealed record RuntimeSettings(string Kind, int? Threads, int? NodesEach)
{
    /// <summary>One loop over a priority queue of events.</summary>
    public const string Sequential = "sequential";

    /// <summary>One actor per node or group of nodes, on all processors.</summary>
    public const string Actors = "actors";

    internal static RuntimeSettings Read(Section runtime, Section actors) => new(
        runtime.Choice("kind", Sequential, Sequential, Actors),
        runtime.Integer("threads", null, 1, none: "auto"),
        actors.Integer("nodes-each", null, 1, none: "auto"));
}

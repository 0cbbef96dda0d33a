using Gossip.Experiments.Yaml;

namespace Gossip.Experiments.Settings;

/// <summary>The sections <c>runtime</c> and <c>actors</c>: what executes the run. In virtual time no choice here changes a bit of the result.</summary>
/// <param name="Kind"><c>sequential</c>, <c>actors</c> or <c>cluster</c>.</param>
/// <param name="Threads">Threads of the actors; null takes one per processor.</param>
/// <param name="NodesEach">Nodes that one actor owns; null leaves it to the runtime.</param>
/// <param name="Processes">Processes of the cluster; null takes one per processor, and two at least.</param>
/// <param name="Time">Of a cluster: <c>real</c> or <c>virtual</c>.</param>
public sealed record RuntimeSettings(string Kind, int? Threads, int? NodesEach, int? Processes, string Time)
{
    /// <summary>One loop over a priority queue of events.</summary>
    public const string Sequential = "sequential";

    /// <summary>One actor per node or group of nodes, on all processors.</summary>
    public const string Actors = "actors";

    /// <summary>Several processes.</summary>
    public const string Cluster = "cluster";

    /// <summary>Clocks of a cluster: those of the wall.</summary>
    public const string Real = "real";

    /// <summary>Clocks of a cluster: functions of the seed, as on the other runtimes.</summary>
    public const string Virtual = "virtual";

    /// <summary>Whether it is a cluster whose clocks are functions of the seed.</summary>
    public bool IsVirtualCluster => Kind == Cluster && Time == Virtual;

    /// <summary>Whether clocks are those of the wall.</summary>
    public bool IsReal => Kind == Cluster && Time == Real;

    /// <summary>How many processes of a cluster that many nodes are divided over.</summary>
    public int ProcessesFor(int nodes) => Processes ?? Math.Min(nodes, Math.Max(2, Environment.ProcessorCount));

    /// <summary>How many threads each process of a cluster in virtual time has: its share of this machine's where that is not said.</summary>
    public int ThreadsEach(int nodes) => Threads ?? Math.Max(1, Environment.ProcessorCount / ProcessesFor(nodes));

    internal static RuntimeSettings Read(Section runtime, Section actors) => new(
        runtime.Choice("kind", Sequential, Sequential, Actors, Cluster),
        runtime.Integer("threads", null, 1, none: "auto"),
        actors.Integer("nodes-each", null, 1, none: "auto"),
        runtime.Integer("processes", null, 1, none: "auto"),
        runtime.Choice("time", Real, Real, Virtual));
}

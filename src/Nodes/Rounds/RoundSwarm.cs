using Gossip.Methods.Rounds;
using Gossip.Objectives;
using Gossip.Topology;

namespace Gossip.Nodes.Rounds;

/// <summary>What a runtime of rounds runs: a method on every node, each with its own objective, over a schedule of weighted graphs.</summary>
public sealed record RoundSwarm
{
    /// <summary>The method, the same at every node.</summary>
    public required RoundMethod Method { get; init; }

    /// <summary>Node i's objective; all of one dimension. Of a dual method the conjugates.</summary>
    public required IReadOnlyList<IObjective> Objectives { get; init; }

    /// <summary>
    /// Who talks to whom and when, with the weights of gossip steps as rates. A round takes one unit of time, over which its
    /// gossip steps are spread evenly: step q of K in round k uses the graph that is active at k + (q + ½)/K.
    /// </summary>
    public required Schedule Weights { get; init; }

    /// <summary>The root seed, for methods that begin at random (<see cref="RoundMethod.Drawn"/>).</summary>
    public ulong Seed { get; init; }

    /// <summary>The graph of step <paramref name="send"/> of the <paramref name="sends"/> that send in a round.</summary>
    internal int GraphOf(long round, int send, int sends) => Weights.ActiveAt(round + (send + 0.5) / sends);

    /// <summary>Number of nodes n.</summary>
    public int Nodes => Objectives.Count;

    /// <summary>Dimension d of the problem.</summary>
    public int Dimension => Objectives[0].Dimension;
}

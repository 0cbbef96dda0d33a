using Gossip.Nodes.Live;
using Gossip.Topology;

namespace Gossip.Nodes.Simulated;

/// <summary>
/// Methods without rounds wait for nobody: their time goes on as the wall's does, with every node's gradients at its own pace, unless
/// links are slow. A unit then lasts ten messages over the slowest edge in use, as it does on a real cluster (<see cref="UnitKeeper"/>).
/// </summary>
public sealed class EventWall : WallClock
{
    private readonly double _unit;

    /// <summary>The clock of a swarm's run.</summary>
    public EventWall(Swarm swarm, Machines machines)
    {
        Graph union = swarm.Schedule.Union;
        double slowest = 0;
        foreach (RatedGraph graph in swarm.Schedule.Graphs)
            for (int e = 0; e < graph.Rates.Length; e++)
                if (graph.Rates[e] > 0) slowest = Math.Max(slowest, machines.Latency[union.IndexOf(graph.Graph.Edges[e].I, graph.Graph.Edges[e].J)]);
        _unit = Math.Max(1, 2 * UnitKeeper.PerRoundTrip * slowest);
    }

    /// <inheritdoc/>
    public override double At(double time) => _unit * time;
}

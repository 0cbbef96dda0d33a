using System.Collections.Immutable;
using Gossip.Core;
using Gossip.Methods.Linear;
using Gossip.Topology;

namespace Gossip.Nodes.Live;

/// <summary>
/// From the members that are there to the epoch that follows: the part of the graph between them, mended where what is
/// missing has cut it, with rates and constants of its own. The same members give the same epoch at every process.
/// </summary>
internal sealed class EpochPlanner
{
    private readonly Graph _graph;
    private readonly Func<Graph, RatedGraph> _rate;
    private readonly Func<double, LinearMethod> _method;
    private readonly int _dimension;

    /// <summary>A planner over the experiment's whole graph.</summary>
    /// <param name="graph">The graph when everybody is there.</param>
    /// <param name="rate">Gives a connected graph of two or more nodes its rates.</param>
    /// <param name="method">The method for a χ₁.</param>
    /// <param name="dimension">d.</param>
    public EpochPlanner(Graph graph, Func<Graph, RatedGraph> rate, Func<double, LinearMethod> method, int dimension) =>
        (_graph, _rate, _method, _dimension) = (graph, rate, method, dimension);

    /// <summary>Number of nodes n of the whole graph.</summary>
    public int Nodes => _graph.Nodes;

    /// <summary>The epoch of the given incarnations, one per node, 0 where a node is absent.</summary>
    public Epoch Of(ImmutableArray<uint> incarnations)
    {
        int[] members = [.. Enumerable.Range(0, _graph.Nodes).Where(i => incarnations[i] != 0)];
        Graph whole = Survivors.Of(_graph, i => incarnations[i] != 0);
        if (members.Length < 2) return new(Id(incarnations), incarnations, RatedGraph.Uniform(whole, 0), _method(1), _dimension);

        // rates are a matter of the members alone: absent nodes would make the graph look unconnected
        int[] place = new int[_graph.Nodes];
        for (int k = 0; k < members.Length; k++) place[members[k]] = k;
        RatedGraph dense = _rate(new(members.Length, whole.Edges.Select(e => Edge.Between(place[e.I], place[e.J])), _graph.Name));
        RatedGraph rated = new(whole, dense.Rates);
        return new(Id(incarnations), incarnations, rated, _method(Spectrum.Of(dense).Chi1), _dimension);
    }

    private static ulong Id(ImmutableArray<uint> incarnations)
    {
        ulong id = CounterStream.Golden;
        foreach (uint incarnation in incarnations) id = CounterStream.Mix(id + incarnation + CounterStream.Golden);
        return id;
    }
}

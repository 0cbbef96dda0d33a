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
    private readonly Func<Graph, ImmutableArray<double>, RateOrder, RatedGraph> _rate;
    private readonly Func<double, double, LinearMethod> _method;
    private readonly int _dimension;

    /// <summary>A planner over the experiment's whole graph.</summary>
    /// <param name="graph">The graph when everybody is there.</param>
    /// <param name="rate">Gives a connected graph of two or more nodes its rates, for costs of its edges or none, as ordered.</param>
    /// <param name="method">The method for a χ₁ and a χ₂.</param>
    /// <param name="dimension">d.</param>
    public EpochPlanner(Graph graph, Func<Graph, ImmutableArray<double>, RateOrder, RatedGraph> rate, Func<double, double, LinearMethod> method, int dimension) =>
        (_graph, _rate, _method, _dimension) = (graph, rate, method, dimension);

    /// <summary>Number of nodes n of the whole graph.</summary>
    public int Nodes => _graph.Nodes;

    /// <summary>The whole graph.</summary>
    public Graph Graph => _graph;

    /// <summary>The epoch of the given incarnations, one per node, 0 where a node is absent, under measured costs if there are any, with other rates if they were ordered.</summary>
    public Epoch Of(ImmutableArray<uint> incarnations, CostTable? table = null, RateOrder? order = null)
    {
        ulong id = Id(incarnations, table ?? CostTable.None, order ?? RateOrder.Own);
        int[] members = [.. Enumerable.Range(0, _graph.Nodes).Where(i => incarnations[i] != 0)];
        Graph whole = Survivors.Of(_graph, i => incarnations[i] != 0);
        if (members.Length < 2) return new(id, incarnations, RatedGraph.Uniform(whole, 0), _method(1, 1), _dimension);

        // rates are a matter of the members alone: absent nodes would make the graph look unconnected
        int[] place = new int[_graph.Nodes];
        for (int k = 0; k < members.Length; k++) place[members[k]] = k;
        RatedGraph dense = _rate(new(members.Length, whole.Edges.Select(e => Edge.Between(place[e.I], place[e.J])), _graph.Name), Costs(whole, table), order ?? RateOrder.Own);
        RatedGraph rated = new(whole, dense.Rates);
        Spectrum spectrum = Spectrum.Of(dense);
        return new(id, incarnations, rated, _method(spectrum.Chi1, spectrum.Chi2), _dimension);
    }

    /// <summary>The costs of a graph's edges; one that mends the graph costs what the dearest other does.</summary>
    private ImmutableArray<double> Costs(Graph graph, CostTable? table)
    {
        if (table is null || table.Version == 0) return default;
        ImmutableArray<double> costs = table.Costs;
        double dearest = costs.Max();
        return [.. graph.Edges.Select(edge => _graph.IndexOf(edge.I, edge.J) is >= 0 and var e ? costs[e] : dearest)];
    }

    private static ulong Id(ImmutableArray<uint> incarnations, CostTable table, RateOrder order)
    {
        ulong id = CounterStream.Golden;
        foreach (uint incarnation in incarnations) id = CounterStream.Mix(id + incarnation + CounterStream.Golden);
        foreach (char level in table.Levels) id = CounterStream.Mix(id + level + CounterStream.Golden);
        foreach (char letter in order.ToString()) id = CounterStream.Mix(id + letter + CounterStream.Golden);
        return id;
    }
}

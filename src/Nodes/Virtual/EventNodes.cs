using Gossip.Core;
using Gossip.Nodes.Clocks;
using Gossip.Nodes.Live;
using Gossip.Nodes.Wire;
using Gossip.Objectives;
using Gossip.Topology;

namespace Gossip.Nodes.Virtual;

/// <summary>
/// The nodes of one process of a run by events. Inside the process its own nodes are called 0, 1, …, ascending, and the others
/// come after, so that rows and slots are kept for its own alone.
/// </summary>
internal sealed class EventNodes : ProcessNodes
{
    private readonly Crew _crew;
    private readonly SwarmState _state;
    private readonly Dictionary<int, int> _own;
    private readonly IObjective[] _objectives;
    private readonly HashSet<int> _put = [];

    /// <summary>Prepares the nodes; <paramref name="lost"/> is told of a process that is out of reach for longer than <paramref name="patience"/>.</summary>
    public EventNodes(VirtualSwarm swarm, IEnumerable<OwnNode> own, ITransport lane, uint incarnation, ActorOptions options, TimeSpan patience, Action<RemoteProcess> lost)
    {
        OwnNode[] nodes = [.. own.OrderBy(o => o.Node)];
        _own = nodes.Select((o, k) => (o.Node, k)).ToDictionary();
        int[] global = [.. nodes.Select(o => o.Node), .. Enumerable.Range(0, swarm.Nodes).Where(i => !_own.ContainsKey(i))];
        int[] numbers = new int[swarm.Nodes];
        for (int k = 0; k < global.Length; k++) numbers[global[k]] = k;

        ClockTable all = new(swarm.Schedule, swarm.Seed, swarm.Method.TakesGradients), clocks = all.Renumber(numbers);
        Graph graph = new(swarm.Nodes, swarm.Schedule.Union.Edges.Select(e => new Edge(numbers[e.I], numbers[e.J])));
        Partition partition = new(graph, options.NodesPerActor(nodes.Length, swarm.Dimension), nodes.Length);
        _state = SwarmState.Of(swarm.Method, swarm.Dimension, [.. nodes.Select(o => o.Start)]);
        EdgeEnds ends = new(clocks, partition.ShardOf, swarm.Dimension);
        Edges = new(ends, global, swarm.Dimension, lane, incarnation, patience, lost);
        _objectives = [.. nodes.Select(o => o.Objective)];
        _crew = new(partition, _objectives, _state, clocks,
            EventSources.Split(clocks, swarm.Recorded?.Bind(all), partition.ShardOf, partition.Nodes.Length), ends, options.ThreadCount);
    }

    /// <inheritdoc/>
    public override RemoteEdges Edges { get; }

    /// <inheritdoc/>
    public override IReadOnlyCollection<int> Nodes => _own.Keys;

    /// <inheritdoc/>
    public override long Gradients => _crew.Gradients;

    /// <inheritdoc/>
    public override long Exchanges => _crew.Exchanges;

    /// <inheritdoc/>
    public override async Task Run(double until)
    {
        if (!(until > Time)) return;
        await _crew.Run(until).ConfigureAwait(false);
        Time = until;
    }

    /// <inheritdoc/>
    public override (double[] Rows, double Time, long Gradients) Of(int node)
    {
        int k = _own[node];
        return (_objectives[k].Beside(_state.Take(k)), _state.Time(k), _state.GradientsOf(k));
    }

    /// <inheritdoc/>
    public override double[] Estimate(int node)
    {
        double[] x = new double[Padding.Of(_state.Dimension)];
        _state.Estimate(_own[node], x);
        return x[.._state.Dimension];
    }

    /// <inheritdoc/>
    public override void Put(int node, ReadOnlySpan<double> rows, double time, long gradients)
    {
        if (Time > 0 || !_own.TryGetValue(node, out int k)) return;
        _state.Put(k, rows, time, gradients);
        _objectives[k].Recall(rows);
        _put.Add(node);
    }

    /// <inheritdoc/>
    public override int SkipTo(double time)
    {
        if (Time == time) return 0;
        if (_put.Count < _own.Count) return _own.Count - _put.Count;
        _crew.SkipTo(time);
        Time = time;
        return 0;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        Edges.Dispose();
        _crew.Dispose();
        _state.Dispose();
    }
}

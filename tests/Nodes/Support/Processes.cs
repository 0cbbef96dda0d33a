using Gossip.Nodes.Live;
using Gossip.Nodes.Virtual;
using Gossip.Nodes.Wire;
using Gossip.Objectives;

namespace Gossip.Nodes.Tests;

/// <summary>The nodes of a swarm divided over lanes on loopback, as over processes that have found each other.</summary>
internal sealed class Processes : IAsyncDisposable
{
    private readonly Swarm? _swarm;
    private readonly ITransport[] _lanes;
    private readonly ProcessNodes[] _parts;

    public Processes(Swarm swarm, int[] processOf, Func<ITransport, ITransport>? wrap = null, ActorOptions options = default)
        : this(VirtualSwarm.Of(swarm, new byte[32]), swarm.Objectives, swarm.Start(), processOf, wrap, options) => _swarm = swarm;

    /// <summary>Any run, from a start that is disposed of.</summary>
    public Processes(VirtualRun run, IReadOnlyList<IObjective> objectives, NodeRows start, int[] processOf, Func<ITransport, ITransport>? wrap = null, ActorOptions options = default)
    {
        int count = processOf.Max() + 1;
        (_lanes, _parts) = (new ITransport[count], new ProcessNodes[count]);
        for (int p = 0; p < count; p++)
        {
            int[] nodes = [.. Enumerable.Range(0, run.Nodes).Where(i => processOf[i] == p)];
            ITransport lane = TcpTransport.Start(new() { Identity = $"p{p}", Nodes = nodes, Incarnation = (ulong)p + 1 });
            _lanes[p] = wrap is null ? lane : wrap(lane);
            _parts[p] = run.Populate([.. nodes.Select(i => new OwnNode(i, objectives[i], start.Take(i)))], _lanes[p], (uint)p + 1, options, TimeSpan.FromSeconds(20), _ => Lost++);
            ProcessNodes part = _parts[p];
            _lanes[p].Received = (PeerAddress from, in EdgeHeader header, ReadOnlySpan<double> vector) => part.Edges.Take(from, header, vector);
        }
        start.Dispose();
        foreach (ProcessNodes part in _parts)
        {
            RemoteProcess[] others = [.. _lanes.Select((lane, p) => new RemoteProcess([p], lane.Address, (uint)p + 1))];
            part.Edges.Meet(node => others[processOf[node]]);
        }
    }

    /// <summary>How often a process was given up.</summary>
    public int Lost { get; private set; }

    public long Gradients => _parts.Sum(p => p.Gradients);

    public long Exchanges => _parts.Sum(p => p.Exchanges);

    /// <summary>Dividing nodes in order into shares that are as equal as can be.</summary>
    public static int[] Even(int nodes, int processes) => [.. Enumerable.Range(0, nodes).Select(i => i * processes / nodes)];

    public Task Advance(double until, double seconds = 40) =>
        Task.WhenAll(_parts.Select(p => p.Run(until))).WaitAsync(TimeSpan.FromSeconds(seconds), TestContext.Current.CancellationToken);

    /// <summary>All rows, times and counts, as one state.</summary>
    public SwarmState State()
    {
        SwarmState state = _swarm!.Start();
        Fill(state);
        return state;
    }

    /// <summary>Puts all rows, times and counts into a state.</summary>
    public void Fill(NodeRows state)
    {
        foreach (ProcessNodes part in _parts)
            foreach (int node in part.Nodes)
            {
                (double[] rows, double time, long gradients) = part.Of(node);
                state.Put(node, rows, time, gradients);
            }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (ITransport lane in _lanes) await lane.DisposeAsync();
        foreach (ProcessNodes part in _parts) part.Dispose();
    }
}

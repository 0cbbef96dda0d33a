using Akka.Actor;
using Gossip.Core;
using Gossip.Nodes.Clocks;

namespace Gossip.Nodes.Virtual;

/// <summary>The ends of all edge clocks that join two shards.</summary>
internal sealed unsafe class EdgeEnds : IDisposable
{
    private readonly EdgeEnd?[] _atI, _atJ;
    private readonly int[] _shardOf;
    private readonly ClockEnds[] _nodes;
    private readonly AlignedBuffer _slots;

    /// <summary>Makes both ends of every edge clock whose nodes belong to different shards.</summary>
    public EdgeEnds(ClockTable clocks, int[] shardOf, int dimension)
    {
        (_shardOf, _nodes) = (shardOf, clocks.Ends);
        (_atI, _atJ) = (new EdgeEnd?[clocks.Count], new EdgeEnd?[clocks.Count]);
        int size = Padding.Of(dimension);
        long crossing = 0;
        for (int c = 0; c < clocks.Count; c++)
            if (Crosses(c) && clocks.Rate[c] > 0) crossing++;
        _slots = new AlignedBuffer(crossing * 4 * size);
        double* slots = _slots.Pointer;
        for (int c = 0; c < clocks.Count; c++)
        {
            if (!Crosses(c) || clocks.Rate[c] <= 0) continue;
            (EdgeEnd i, EdgeEnd j) = (new(_nodes[c].I, slots, size), new(_nodes[c].J, slots + 2 * size, size));
            (i.Peer, j.Peer, _atI[c], _atJ[c]) = (j, i, i, j);
            slots += 4 * size;
        }
    }

    /// <summary>A shard's end of an edge clock, or null where both nodes are its own.</summary>
    public EdgeEnd? Of(int shard, int clock) => _shardOf[_nodes[clock].I] == shard ? _atI[clock] : _atJ[clock];

    /// <summary>Says whom to wake for each end: the actor of its node's shard.</summary>
    public void Assign(IReadOnlyList<IActorRef> owners)
    {
        foreach (EdgeEnd? end in _atI.Concat(_atJ))
            if (end is not null && _shardOf[end.Node] >= 0) end.Owner = owners[_shardOf[end.Node]];
    }

    /// <summary>The edge clocks between a node here and one of another process, with their ends here and there.</summary>
    public IEnumerable<(int Clock, EdgeEnd Here, EdgeEnd There)> ToOtherProcesses()
    {
        for (int c = 0; c < _atI.Length; c++)
        {
            if (_atI[c] is not { } i || _atJ[c] is not { } j) continue;
            if (_shardOf[j.Node] < 0) yield return (c, i, j);
            if (_shardOf[i.Node] < 0) yield return (c, j, i);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _slots.Dispose();

    private bool Crosses(int clock) => _nodes[clock].J >= 0 && _shardOf[_nodes[clock].I] != _shardOf[_nodes[clock].J];
}

using Akka.Actor;
using Gossip.Core;
using Gossip.Nodes.Clocks;

namespace Gossip.Nodes.Virtual;

/// <summary>The ends of all edge clocks that join two shards.</summary>
internal sealed unsafe class EdgeEnds : IDisposable
{
    private readonly EdgeEnd?[] _atI, _atJ;
    private readonly int[] _shardOf, _nodeI, _nodeJ;
    private readonly AlignedBuffer _slots;

    /// <summary>Makes both ends of every edge clock whose nodes belong to different shards.</summary>
    public EdgeEnds(ClockTable clocks, int[] shardOf, int dimension)
    {
        (_shardOf, _nodeI, _nodeJ) = (shardOf, clocks.I, clocks.J);
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
            (EdgeEnd i, EdgeEnd j) = (new(_nodeI[c], slots, size), new(_nodeJ[c], slots + 2 * size, size));
            (i.Peer, j.Peer, _atI[c], _atJ[c]) = (j, i, i, j);
            slots += 4 * size;
        }
    }

    /// <summary>A shard's end of an edge clock, or null where both nodes are its own.</summary>
    public EdgeEnd? Of(int shard, int clock) => _shardOf[_nodeI[clock]] == shard ? _atI[clock] : _atJ[clock];

    /// <summary>Says whom to wake for each end: the actor of its node's shard.</summary>
    public void Assign(IReadOnlyList<IActorRef> owners)
    {
        foreach (EdgeEnd? end in _atI.Concat(_atJ))
            if (end is not null) end.Owner = owners[_shardOf[end.Node]];
    }

    /// <inheritdoc/>
    public void Dispose() => _slots.Dispose();

    private bool Crosses(int clock) => _nodeJ[clock] >= 0 && _shardOf[_nodeI[clock]] != _shardOf[_nodeJ[clock]];
}

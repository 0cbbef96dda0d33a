using Gossip.Nodes.Clocks;

namespace Gossip.Nodes.Virtual;

/// <summary>One shard with every node, run on the calling thread: one loop over all events in order.</summary>
public sealed class SequentialRuntime : VirtualRuntime
{
    private readonly Shard _shard;

    /// <summary>Runs a swarm from a state, which it changes in place.</summary>
    public SequentialRuntime(Swarm swarm, SwarmState state) : base(swarm, state)
    {
        int[] nodes = [.. Enumerable.Range(0, swarm.Nodes)];
        _shard = new Shard(0, nodes, [.. swarm.Objectives], state, Clocks, EventSources.Whole(swarm, Clocks), new int[swarm.Nodes], nodes, ends: null, spins: 0);
    }

    /// <inheritdoc/>
    public override string Name => "sequential";

    /// <inheritdoc/>
    public override void Dispose()
    {
        _shard.Dispose();
        base.Dispose();
    }

    private protected override void SkipTo(double time) => _shard.SkipTo(time);

    private protected override (long Gradients, long Exchanges) Run(double until)
    {
        (long gradients, long exchanges) = (_shard.Gradients, _shard.Exchanges);
        _shard.Run(until);
        return (_shard.Gradients - gradients, _shard.Exchanges - exchanges);
    }
}

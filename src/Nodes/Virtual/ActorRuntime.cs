using Gossip.Nodes.Clocks;

namespace Gossip.Nodes.Virtual;

/// <summary>
/// One actor per node, or per group of nodes, each with the gradient and gossip clocks of its nodes; no global clock
/// and nobody in the middle. Bit-identical to <see cref="SequentialRuntime"/> for any number of threads.
/// </summary>
public sealed class ActorRuntime : VirtualRuntime
{
    private readonly Crew _crew;

    /// <summary>Runs a swarm from a state, which it changes in place.</summary>
    public ActorRuntime(Swarm swarm, SwarmState state, ActorOptions options = default) : base(swarm, state)
    {
        Partition partition = new(swarm.Schedule.Union, options.NodesPerActor(swarm.Nodes, swarm.Dimension), swarm.Nodes);
        EdgeEnds ends = new(Clocks, partition.ShardOf, state.Dimension);
        _crew = new(partition, [.. swarm.Objectives], state, Clocks,
            EventSources.Split(Clocks, swarm.Recorded?.Bind(Clocks), partition.ShardOf, partition.Nodes.Length, swarm.Machines), ends, options.ThreadCount);
    }

    /// <inheritdoc/>
    public override string Name => "actors";

    /// <summary>Number of actors.</summary>
    public int Actors => _crew.Count;

    /// <inheritdoc/>
    public override void Dispose()
    {
        _crew.Dispose();
        base.Dispose();
    }

    private protected override void SkipTo(double time) => _crew.SkipTo(time);

    private protected override (long Gradients, long Exchanges) Run(double until)
    {
        (long gradients, long exchanges) = (_crew.Gradients, _crew.Exchanges);
        _crew.Run(until).GetAwaiter().GetResult();
        return (_crew.Gradients - gradients, _crew.Exchanges - exchanges);
    }
}

using Akka.Actor;
using Akka.Configuration;
using Gossip.Nodes.Clocks;
using Gossip.Objectives;

namespace Gossip.Nodes.Virtual;

/// <summary>
/// One actor per node, or per group of nodes, each with the gradient and gossip clocks of its nodes; no global clock
/// and nobody in the middle. Bit-identical to <see cref="SequentialRuntime"/> for any number of threads.
/// </summary>
public sealed class ActorRuntime : VirtualRuntime
{
    private readonly ActorSystem _system;
    private readonly Shard[] _shards;
    private readonly IActorRef[] _actors;
    private readonly EdgeEnds _ends;

    /// <summary>Runs a swarm from a state, which it changes in place.</summary>
    public ActorRuntime(Swarm swarm, SwarmState state, ActorOptions options = default) : base(swarm, state)
    {
        int threads = options.ThreadCount;
        Partition partition = new(swarm.Schedule.Union, options.NodesPerActor(swarm.Nodes, swarm.Dimension));
        int count = partition.Nodes.Length, spins = count <= threads && threads > 1 ? 500 : 0;
        _ends = new EdgeEnds(Clocks, partition.ShardOf, state.Dimension);
        IEventSource[] sources = EventSources.Split(swarm, Clocks, partition.ShardOf, count);
        IObjective[] objectives = [.. swarm.Objectives];
        _shards = [.. partition.Nodes.Select((nodes, s) =>
            new Shard(s, nodes, objectives, state, Clocks, sources[s], partition.ShardOf, partition.LocalOf, _ends, spins))];
        _system = ActorSystem.Create("gossip", Configuration(threads));
        _actors = [.. _shards.Select(shard => _system.ActorOf(Props.Create(() => new ShardActor(shard)).WithDispatcher("shards")))];
        _ends.Assign(_actors);
    }

    /// <inheritdoc/>
    public override string Name => "actors";

    /// <summary>Number of actors.</summary>
    public int Actors => _actors.Length;

    /// <inheritdoc/>
    public override void Dispose()
    {
        _system.Terminate().GetAwaiter().GetResult();
        foreach (Shard shard in _shards) shard.Dispose();
        _ends.Dispose();
        base.Dispose();
    }

    private protected override void SkipTo(double time)
    {
        foreach (Shard shard in _shards) shard.SkipTo(time);
    }

    private protected override (long Gradients, long Exchanges) Run(double until)
    {
        (long gradients, long exchanges) = (_shards.Sum(s => s.Gradients), _shards.Sum(s => s.Exchanges));
        Slice slice = new(until, _actors.Length);
        foreach (IActorRef actor in _actors) actor.Tell(slice, ActorRefs.NoSender);
        slice.Completion.GetAwaiter().GetResult();
        return (_shards.Sum(s => s.Gradients) - gradients, _shards.Sum(s => s.Exchanges) - exchanges);
    }

    /// <summary>
    /// The thread pool's queues are last in, first out and keep caches warm, but cannot be held below the number of
    /// cores; for fewer threads there is a pool of our own.
    /// </summary>
    private static Config Configuration(int threads) => ConfigurationFactory.ParseString($$"""
        akka {
          loglevel = OFF
          stdout-loglevel = OFF
          log-dead-letters = off
          coordinated-shutdown.run-by-clr-shutdown-hook = off
        }
        shards {
          type = {{(threads >= Environment.ProcessorCount ? "Dispatcher" : "ForkJoinDispatcher")}}
          throughput = 10
          dedicated-thread-pool { thread-count = {{threads}} }
        }
        """);
}

using Akka.Actor;
using Akka.Configuration;
using Gossip.Nodes.Clocks;
using Gossip.Objectives;

namespace Gossip.Nodes.Virtual;

/// <summary>The shards of a process, each with an actor around it, and the threads that run them.</summary>
internal sealed class Crew : IDisposable
{
    private readonly ActorSystem _system;
    private readonly Shard[] _shards;
    private readonly IActorRef[] _actors;
    private readonly EdgeEnds _ends;

    /// <summary>Actors for the shards of a partition, each with a source of its events.</summary>
    public Crew(Partition partition, IObjective[] objectives, SwarmState state, ClockTable clocks, IEventSource[] sources, EdgeEnds ends, int threads)
    {
        int count = partition.Nodes.Length, spins = count <= threads && threads > 1 ? 500 : 0;
        _ends = ends;
        _shards = [.. partition.Nodes.Select((nodes, s) =>
            new Shard(s, nodes, objectives, state, clocks, sources[s], partition.ShardOf, partition.LocalOf, ends, spins))];
        _system = ActorSystem.Create("shards", Configuration(threads, count));
        _actors = [.. _shards.Select(shard => _system.ActorOf(Props.Create(() => new ShardActor(shard)).WithDispatcher("shards")))];
        ends.Assign(_actors);
    }

    /// <summary>Number of actors.</summary>
    public int Count => _actors.Length;

    /// <summary>Gradient events so far.</summary>
    public long Gradients => _shards.Sum(s => s.Gradients);

    /// <summary>Exchanges so far, each counted where its lower-numbered node lives.</summary>
    public long Exchanges => _shards.Sum(s => s.Exchanges);

    /// <summary>Runs all events before a time; fails with what an objective throws.</summary>
    public Task Run(double until)
    {
        Slice slice = new(until, _actors.Length);
        foreach (IActorRef actor in _actors) actor.Tell(slice, ActorRefs.NoSender);
        return slice.Completion;
    }

    /// <summary>Takes the events before a time as done.</summary>
    public void SkipTo(double time)
    {
        foreach (Shard shard in _shards) shard.SkipTo(time);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _system.Terminate().GetAwaiter().GetResult();
        foreach (Shard shard in _shards) shard.Dispose();
        _ends.Dispose();
    }

    /// <summary>
    /// The thread pool's queues are last in, first out and keep caches warm, but cannot be held below the number of
    /// cores; for fewer threads, where there are more actors than that, there is a pool of our own.
    /// </summary>
    internal static Config Configuration(int threads, int actors) => ConfigurationFactory.ParseString($$"""
        akka {
          loglevel = OFF
          stdout-loglevel = OFF
          log-dead-letters = off
          coordinated-shutdown.run-by-clr-shutdown-hook = off
        }
        shards {
          type = {{(threads >= Math.Min(actors, Environment.ProcessorCount) ? "Dispatcher" : "ForkJoinDispatcher")}}
          throughput = 10
          dedicated-thread-pool { thread-count = {{threads}} }
        }
        """);
}

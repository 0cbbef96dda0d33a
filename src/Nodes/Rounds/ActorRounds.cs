using Akka.Actor;
using Gossip.Nodes.Virtual;

namespace Gossip.Nodes.Rounds;

/// <summary>
/// One actor per node, or per group of nodes, which go through the parts of a round together. Bit-identical to
/// <see cref="SequentialRounds"/> for any number of threads.
/// </summary>
public sealed class ActorRounds : RoundRuntime
{
    private readonly ActorSystem _system;
    private readonly RoundWorker[] _workers;
    private readonly IActorRef[] _actors;

    /// <summary>Runs a swarm from a state, which it changes in place.</summary>
    public ActorRounds(RoundSwarm swarm, RoundState state, ActorOptions options = default) : base(swarm, state)
    {
        Partition partition = new(swarm.Weights.Union, options.NodesPerActor(swarm.Nodes, swarm.Dimension), swarm.Nodes);
        _workers = [.. partition.Nodes.Select(nodes => new RoundWorker(Engine, nodes))];
        _system = ActorSystem.Create("rounds", Crew.Configuration(options.ThreadCount, _workers.Length));
        _actors = [.. _workers.Select(worker => _system.ActorOf(Props.Create(() => new RoundActor(worker)).WithDispatcher("shards")))];
    }

    /// <inheritdoc/>
    public override string Name => "actors";

    /// <summary>Number of actors.</summary>
    public int Actors => _actors.Length;

    /// <inheritdoc/>
    public override void Dispose()
    {
        _system.Terminate().GetAwaiter().GetResult();
        foreach (RoundWorker worker in _workers) worker.Dispose();
        base.Dispose();
    }

    private protected override void Run(double until)
    {
        RoundSlice slice = new(Engine, _actors);
        slice.Begin();
        slice.Completion.GetAwaiter().GetResult();
    }
}

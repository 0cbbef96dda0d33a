using Akka.Actor;
using Gossip.Nodes.Virtual;

namespace Gossip.Nodes.Federated;

/// <summary>
/// An actor for the server and actors for the clients, each with the local rounds of its own clients. The server takes updates in
/// the order of virtual time, whichever is done first. Bit-identical to <see cref="SequentialFederation"/> for any number of
/// threads.
/// </summary>
public sealed class ActorFederation : FederatedRuntime
{
    private readonly ActorSystem _system;
    private readonly LocalRound[] _rounds;
    private readonly IActorRef _server;

    /// <summary>Runs a federation from a state, which it changes in place.</summary>
    public ActorFederation(Federation federation, FederationState state, ActorOptions options = default) : base(federation, state)
    {
        int each = options.NodesPerActor(federation.Clients, federation.Dimension);
        _rounds = [.. Enumerable.Range(0, (federation.Clients + each - 1) / each).Select(_ => new LocalRound(federation.Method.Local, federation.Dimension))];
        _system = ActorSystem.Create("federation", Crew.Configuration(options.ThreadCount, _rounds.Length + 1));
        IActorRef[] actors = [.. _rounds.Select(round => _system.ActorOf(Props.Create(() => new ClientActor(federation, state, round)).WithDispatcher("shards")))];
        ClientDesk desk = new(actors, federation.Clients);
        Engine = EngineWith(desk);
        _server = _system.ActorOf(Props.Create(() => new ServerActor(Engine, desk)).WithDispatcher("shards"));
        desk.Server = _server;
    }

    /// <inheritdoc/>
    public override string Name => "actors";

    /// <summary>Number of actors beside the server.</summary>
    public int Actors => _rounds.Length;

    private protected override FederatedEngine Engine { get; }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _system.Terminate().GetAwaiter().GetResult();
        foreach (LocalRound round in _rounds) round.Dispose();
        base.Dispose();
    }

    private protected override void Run(double until)
    {
        Slice slice = new(until, 1);
        _server.Tell(slice, ActorRefs.NoSender);
        slice.Completion.GetAwaiter().GetResult();
    }
}

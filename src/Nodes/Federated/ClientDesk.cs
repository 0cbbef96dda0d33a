using Akka.Actor;

namespace Gossip.Nodes.Federated;

/// <summary>The server's side of the clients' work: sends local rounds to the clients' actors, in turn, and knows which are under way.</summary>
internal sealed class ClientDesk : IClientWork
{
    private readonly ClientTask[] _tasks;

    public ClientDesk(IActorRef[] actors, int clients) =>
        _tasks = [.. Enumerable.Range(0, clients).Select(client => new ClientTask(client, actors[client % actors.Length]))];

    /// <summary>Who is told of finished rounds.</summary>
    public IActorRef Server { get; set; } = ActorRefs.Nobody;

    /// <summary>Local rounds that have been sent and not been told to be done.</summary>
    public int UnderWay { get; private set; }

    public void Begin(int client, long round)
    {
        ClientTask task = _tasks[client];
        task.Begin(round);
        UnderWay++;
        task.Actor.Tell(task, Server);
    }

    public bool IsDone(int client) => _tasks[client].IsDone;

    /// <summary>The server has been told that a local round is done.</summary>
    public void Returned(ClientTask task)
    {
        UnderWay--;
        if (task.Failure is { } cause) throw cause;
    }
}

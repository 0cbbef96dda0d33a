using Akka.Actor;

namespace Gossip.Nodes.Federated;

/// <summary>A client's local round as a message: to its actor when it begins, and back to the server when it is done. One a client, used again.</summary>
internal sealed class ClientTask(int client, IActorRef actor)
{
    private volatile bool _isDone = true;

    /// <summary>The client.</summary>
    public int Client => client;

    /// <summary>Who does it.</summary>
    public IActorRef Actor => actor;

    /// <summary>The number of the local round.</summary>
    public long Round { get; private set; }

    /// <summary>What went wrong; null where nothing did.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Whether the difference is in the client's slot.</summary>
    public bool IsDone => _isDone;

    /// <summary>A local round is about to be sent.</summary>
    public void Begin(long round)
    {
        (Round, _isDone) = (round, false);
    }

    /// <summary>It is done.</summary>
    public void End(Exception? failure)
    {
        Failure = failure;
        _isDone = true;
    }
}

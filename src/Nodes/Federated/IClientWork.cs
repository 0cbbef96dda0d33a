namespace Gossip.Nodes.Federated;

/// <summary>Who does the clients' local rounds: this thread at once, or actors by and by.</summary>
internal interface IClientWork
{
    /// <summary>Begins a client's local round from the model in its slot; the difference is put in the same place.</summary>
    /// <param name="client">The client.</param>
    /// <param name="round">The number of its local round, from 0 on.</param>
    void Begin(int client, long round);

    /// <summary>Whether the difference is there. If it is not, the engine stops and is to be run again.</summary>
    bool IsDone(int client);
}

namespace Gossip.Nodes.Federated;

/// <summary>One loop on the calling thread: a client's local round is done at the moment when it receives its model.</summary>
public sealed class SequentialFederation : FederatedRuntime
{
    private readonly LocalRound _round;

    /// <summary>Runs a federation from a state, which it changes in place.</summary>
    public SequentialFederation(Federation federation, FederationState state) : base(federation, state)
    {
        _round = new(federation.Method.Local, federation.Dimension);
        Engine = EngineWith(new AtOnce(federation, state, _round));
    }

    /// <inheritdoc/>
    public override string Name => "sequential";

    private protected override FederatedEngine Engine { get; }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _round.Dispose();
        base.Dispose();
    }

    private protected override void Run(double until) => Engine.Run(until);

    private sealed class AtOnce(Federation federation, FederationState state, LocalRound local) : IClientWork
    {
        public void Begin(int client, long round) => local.Run(federation.Objectives[client], round, state.Slot(client), state.Memory(client));

        public bool IsDone(int client) => true;
    }
}

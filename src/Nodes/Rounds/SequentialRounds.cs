namespace Gossip.Nodes.Rounds;

/// <summary>One loop over all nodes on the calling thread.</summary>
public sealed class SequentialRounds : RoundRuntime
{
    private readonly RoundWorker _worker;

    /// <summary>Runs a swarm from a state, which it changes in place.</summary>
    public SequentialRounds(RoundSwarm swarm, RoundState state) : base(swarm, state) => _worker = new(Engine, [.. Enumerable.Range(0, swarm.Nodes)]);

    /// <inheritdoc/>
    public override string Name => "sequential";

    /// <inheritdoc/>
    public override void Dispose()
    {
        _worker.Dispose();
        base.Dispose();
    }

    private protected override void Run(double until)
    {
        do _worker.Run();
        while (Engine.Next());
    }
}

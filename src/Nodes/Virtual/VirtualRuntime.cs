using Gossip.Nodes.Clocks;

namespace Gossip.Nodes.Virtual;

/// <summary>What runtimes in virtual time share: the swarm, its state, its clocks, counts and checkpoints.</summary>
public abstract class VirtualRuntime : IRuntime
{
    private protected VirtualRuntime(Swarm swarm, SwarmState state)
    {
        if (state.Nodes != swarm.Nodes || swarm.Schedule.Nodes != swarm.Nodes)
            throw new ArgumentException($"{swarm.Nodes} objectives, {state.Nodes} states and a graph on {swarm.Schedule.Nodes} nodes do not belong together");
        (Swarm, OwnState) = (swarm, state);
        Clocks = swarm.Clocks();
    }

    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public double Time { get; private set; }

    /// <inheritdoc/>
    public long Gradients { get; private set; }

    /// <inheritdoc/>
    public long Exchanges { get; private set; }

    /// <summary>The rows of all nodes; to be read between calls only.</summary>
    public virtual SwarmState State => OwnState;

    NodeRows IRuntime.State => State;

    /// <inheritdoc/>
    public long VectorsSent => 2 * Exchanges;

    private protected SwarmState OwnState { get; }

    private protected Swarm Swarm { get; }

    private protected ClockTable Clocks { get; }

    /// <inheritdoc/>
    public void Advance(double until)
    {
        if (!(until > Time)) return;
        (long gradients, long exchanges) = Run(until);
        (Time, Gradients, Exchanges) = (until, Gradients + gradients, Exchanges + exchanges);
    }

    /// <inheritdoc/>
    public void Save(BinaryWriter to)
    {
        to.Write(Time);
        to.Write(Gradients);
        to.Write(Exchanges);
        State.Save(to);
    }

    /// <inheritdoc/>
    public void Load(BinaryReader from)
    {
        if (Time > 0) throw new InvalidOperationException("a run that has begun cannot go on from another");
        (Time, Gradients, Exchanges) = (from.ReadDouble(), from.ReadInt64(), from.ReadInt64());
        OwnState.Load(from);
        SkipTo(Time);
    }

    /// <inheritdoc/>
    public virtual void Dispose() => GC.SuppressFinalize(this);

    /// <summary>Runs all events before a time and says how many gradients and exchanges they were.</summary>
    private protected abstract (long Gradients, long Exchanges) Run(double until);

    /// <summary>Takes the events before a time as done.</summary>
    private protected abstract void SkipTo(double time);
}

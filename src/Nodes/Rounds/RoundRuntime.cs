using Gossip.Nodes.Virtual;

namespace Gossip.Nodes.Rounds;

/// <summary>
/// Runs a method in rounds in virtual time; a round takes one unit, and is there from its end on. The numbers are the same on every
/// runtime, whatever the number of threads and however the run is cut into slices.
/// </summary>
public abstract class RoundRuntime : IRuntime
{
    private protected RoundRuntime(RoundSwarm swarm, RoundState state)
    {
        (Swarm, OwnState) = (swarm, state);
        Engine = new(swarm, state);
    }

    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <summary>What runs.</summary>
    public RoundSwarm Swarm { get; }

    /// <summary>All rounds that end by then are done.</summary>
    public double Time { get; private set; }

    /// <summary>Rounds so far.</summary>
    public long Rounds => Engine.Round;

    /// <summary>Gradients so far, over all nodes; of a dual method, local solves.</summary>
    public long Gradients => Engine.Gradients;

    /// <summary>Communications so far: one per edge and gossip step, n − 1 per all-reduce.</summary>
    public long Exchanges => Engine.Communications;

    /// <inheritdoc/>
    public long VectorsSent => Engine.VectorsSent;

    /// <summary>The rows of all nodes; to be read between calls only.</summary>
    public virtual RoundState State => OwnState;

    NodeRows IRuntime.State => State;

    /// <summary>Runs every round that ends by <paramref name="until"/>.</summary>
    public void Advance(double until)
    {
        if (!(until > Time)) return;
        if (Engine.Begin((long)until)) Run(until);
        Time = until;
    }

    /// <inheritdoc/>
    public void Save(BinaryWriter to)
    {
        to.Write(Time);
        foreach (long count in (long[])[Engine.Round, Engine.Gradients, Engine.Communications, Engine.VectorsSent]) to.Write(count);
        State.Save(to);
    }

    /// <inheritdoc/>
    public void Load(BinaryReader from)
    {
        if (Time > 0) throw new InvalidOperationException("a run that has begun cannot go on from another");
        Time = from.ReadDouble();
        (Engine.Round, Engine.Gradients, Engine.Communications, Engine.VectorsSent) = (from.ReadInt64(), from.ReadInt64(), from.ReadInt64(), from.ReadInt64());
        OwnState.Load(from);
        SkipTo(Time);
    }

    /// <inheritdoc/>
    public virtual void Dispose()
    {
        Engine.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected RoundEngine Engine { get; }

    private protected RoundState OwnState { get; }

    /// <summary>Runs what the engine has begun to its end, all rounds that end by a time.</summary>
    private protected abstract void Run(double until);

    /// <summary>Takes the rounds that end by a time as done, where not only the engine is to know it.</summary>
    private protected virtual void SkipTo(double time)
    {
    }
}

namespace Gossip.Nodes.Virtual;

/// <summary>How actors share the work. None of it changes a bit of the result.</summary>
/// <param name="Threads">Threads that run actors; 0: as many as cores.</param>
/// <param name="NodesEach">
/// Nodes per actor; 0: one node each where vectors are long enough to pay for a message (d ≥ 1000), else as few actors
/// as there are threads.
/// </param>
public readonly record struct ActorOptions(int Threads = 0, int NodesEach = 0)
{
    private const int LongVector = 1000;

    internal int ThreadCount => Threads > 0 ? Threads : Environment.ProcessorCount;

    internal int NodesPerActor(int nodes, int dimension) => NodesEach > 0
        ? Math.Min(NodesEach, nodes)
        : dimension >= LongVector ? 1 : (nodes + ThreadCount - 1) / ThreadCount;
}

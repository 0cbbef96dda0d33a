using Gossip.Methods.Online;
using Gossip.Objectives.Streams;

namespace Gossip.Nodes.Online;

/// <summary>
/// Learners on a graph, each with a stream of its own, that share their hidden iterates (or sums of gradients) with their neighbours: the noise of n nodes
/// averages out, and with tracked gradients so do their differences.
/// </summary>
public abstract class LearnerNetwork : LearnerGroup, IDisposable
{
    private protected LearnerNetwork(JointStream streams, LearnerMethod method, NetworkMixing mixing, Comparators comparators)
    {
        if (method.Anchor == Anchor.Mean) throw new ArgumentException("a leader that follows the mean of its points has no single vector to share", nameof(method));
        (Streams, Mixing, Costs) = (streams, mixing, new(streams, comparators, method.Domain));
    }

    /// <summary>The name an experiment file knows the runtime by.</summary>
    public abstract string Name { get; }

    /// <summary>n.</summary>
    public int Nodes => Streams.Parts.Count;

    /// <summary>Virtual time; 1 is one round of each node, on average or exactly.</summary>
    public abstract double Time { get; }

    /// <summary>How often two neighbours have exchanged what they share; both directions together count once.</summary>
    public abstract long Exchanges { get; }

    /// <summary>Vectors that go each way in an exchange: the hidden iterate, and the tracked gradient where there is one.</summary>
    public int VectorsSent => Mixing == NetworkMixing.Tracked ? 2 : 1;

    /// <summary>Bytes of numbers sent.</summary>
    public long BytesSent => Exchanges * 2 * VectorsSent * sizeof(double) * Streams.Dimension;

    /// <summary>Whether all nodes have played all their rounds.</summary>
    public bool IsOver => Learners.All(node => node.Rounds >= Streams.Length);

    /// <summary>Who shares what, and when.</summary>
    public NetworkMixing Mixing { get; }

    /// <summary>What the nodes meet.</summary>
    private protected JointStream Streams { get; }

    private protected override ComparatorCosts Costs { get; }

    /// <summary>Runs up to a time, or to the end of the streams.</summary>
    public abstract void Advance(double until);

    /// <summary>Writes all that a later run needs to go on from here.</summary>
    public abstract void Save(BinaryWriter to);

    /// <summary>Goes on from what <see cref="Save"/> of an equal network wrote; call it before the first round.</summary>
    public abstract void Load(BinaryReader from);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what it holds.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (!disposing) return;
        foreach (OnlineNode node in Learners) node.Dispose();
        Streams.Dispose();
        Costs.Dispose();
    }
}

namespace Gossip.Nodes.Virtual;

/// <summary>The nodes of one process of a run in virtual time.</summary>
internal abstract class ProcessNodes : IDisposable
{
    /// <summary>The edges to other processes.</summary>
    public abstract RemoteEdges Edges { get; }

    /// <summary>The numbers of its nodes.</summary>
    public abstract IReadOnlyCollection<int> Nodes { get; }

    /// <summary>What happens to its nodes up to here has happened, and no more.</summary>
    public double Time { get; private protected set; }

    /// <summary>Gradients so far.</summary>
    public abstract long Gradients { get; }

    /// <summary>Exchanges so far, each counted where its lower-numbered node lives.</summary>
    public abstract long Exchanges { get; }

    /// <summary>Runs its nodes up to a time.</summary>
    public abstract Task Run(double until);

    /// <summary>A node's rows one after another and what it remembers, its time and its count of gradients; between slices only.</summary>
    public abstract (double[] Rows, double Time, long Gradients) Of(int node);

    /// <summary>A node's estimate, length d; between slices only.</summary>
    public abstract double[] Estimate(int node);

    /// <summary>Sets what a node had reached in an earlier run, as <see cref="Of"/> gave it; before the first slice.</summary>
    public abstract void Put(int node, ReadOnlySpan<double> rows, double time, long gradients);

    /// <summary>Goes on from the time of an earlier run, once <see cref="Put"/> has set all nodes; returns how many are missing.</summary>
    public abstract int SkipTo(double time);

    /// <inheritdoc/>
    public abstract void Dispose();
}

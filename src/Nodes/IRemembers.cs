namespace Gossip.Nodes;

/// <summary>
/// An objective whose next gradient depends on those before it: a learner. What it remembers moves along with its node's rows: to
/// whoever looks at the node from outside, and to its next life.
/// </summary>
internal interface IRemembers
{
    /// <summary>How many numbers it takes.</summary>
    int MemoryLength { get; }

    /// <summary>Writes what it remembers, between two gradients.</summary>
    void Save(Span<double> memory);

    /// <summary>Goes on from what <see cref="Save"/> of an equal one wrote.</summary>
    void Load(ReadOnlySpan<double> memory);
}

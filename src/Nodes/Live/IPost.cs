using Gossip.Nodes.Wire;

namespace Gossip.Nodes.Live;

/// <summary>Takes a node's messages away. They may be lost, come twice, late, and in any order.</summary>
internal interface IPost
{
    /// <summary>Sends a vector, empty for a refusal; it is copied before the call returns.</summary>
    void Send(in EdgeHeader header, ReadOnlySpan<double> vector);

    /// <summary>Rounds a vector to what arrives at the other end.</summary>
    void Round(Span<double> vector);
}

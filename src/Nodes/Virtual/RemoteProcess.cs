using Gossip.Nodes.Live;
using Gossip.Nodes.Wire;

namespace Gossip.Nodes.Virtual;

/// <summary>Another process of the run, and the edges that lead there.</summary>
/// <param name="nodes">Its nodes.</param>
/// <param name="address">Its lane.</param>
/// <param name="incarnation">Its incarnation; messages of another are of another run.</param>
internal sealed class RemoteProcess(IReadOnlyList<int> nodes, PeerAddress address, uint incarnation)
{
    private const double FirstWait = 0.2, LeastWait = 0.05;
    private RoundTrip _waits = new(FirstWait, LeastWait);

    /// <summary>Held where messages of this process are taken, or repeated to it.</summary>
    public Lock Gate { get; } = new();

    /// <summary>Its nodes.</summary>
    public IReadOnlyList<int> Nodes { get; } = nodes;

    /// <summary>Its lane.</summary>
    public PeerAddress Address { get; } = address;

    /// <summary>Its incarnation.</summary>
    public uint Incarnation { get; } = incarnation;

    /// <summary>The edges that lead there.</summary>
    public List<RemoteEdge> Edges { get; } = [];

    /// <summary>Since when there has been no connection, in milliseconds of the system's uptime; 0 where there is one.</summary>
    public long LostSince { get; set; }

    /// <summary>How long to wait for a counterpart before asking again, in milliseconds; learned.</summary>
    public double Wait => 1e3 * _waits.Deadline;

    /// <summary>A counterpart came after so many milliseconds, without being asked for again.</summary>
    public void Learn(long milliseconds) => _waits.Learn(1e-3 * milliseconds);
}

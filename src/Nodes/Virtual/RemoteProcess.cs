using Gossip.Nodes.Live;
using Gossip.Nodes.Wire;

namespace Gossip.Nodes.Virtual;

/// <summary>Another process of the run, and the edges that lead there.</summary>
/// <param name="nodes">Its nodes.</param>
/// <param name="address">Its lane.</param>
/// <param name="incarnation">Its incarnation; messages of another are of another run.</param>
internal sealed class RemoteProcess(IReadOnlyList<int> nodes, PeerAddress address, uint incarnation)
{
    private const double FirstWait = 0.05, LeastWait = 0.02, LongestWait = 0.25;
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

    /// <summary>Whether there is a connection.</summary>
    public bool IsConnected { get; set; }

    /// <summary>Since when something has been waited for without a connection, in milliseconds of the system's uptime; 0 where that is not so.</summary>
    public long LostSince { get; set; }

    /// <summary>
    /// How long to wait for a counterpart before asking for it, in milliseconds; learned, and never long, because a question
    /// is small while a loss that is not noticed holds everybody up.
    /// </summary>
    public double Wait => 1e3 * Math.Min(LongestWait, _waits.Deadline);

    /// <summary>A counterpart came after so many milliseconds, without being asked for again.</summary>
    public void Learn(long milliseconds) => _waits.Learn(1e-3 * milliseconds);
}

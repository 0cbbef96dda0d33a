using Akka.Actor;
using Gossip.Nodes.Wire;

namespace Gossip.Nodes.Live;

/// <summary>A process that wants to be let into a cluster, and then takes part in it.</summary>
internal interface ICandidate
{
    /// <summary>How it was set up.</summary>
    HostOptions Options { get; }

    /// <summary>Its name in messages.</summary>
    string Name { get; }

    /// <summary>The digest of its experiment.</summary>
    string Digest { get; }

    /// <summary>Where it can be asked for its state.</summary>
    PeerAddress Lane { get; }

    /// <summary>Whether it has been a member in an earlier life.</summary>
    bool WasMember { get; }

    /// <summary>Whom to ask for the way in.</summary>
    IReadOnlyCollection<PeerAddress> Seeds { get; }

    /// <summary>Tells a person something.</summary>
    void Notice(string line);

    /// <summary>Ends it with an exit code and a line.</summary>
    void Fail(int code, string line);

    /// <summary>Keeps the address of another process.</summary>
    void Remember(Address address);

    /// <summary>Makes it begin a new life in the cluster, and says why.</summary>
    void Rejoin(string why);
}

using Gossip.Nodes.Clocks;
using Gossip.Nodes.Vitals;
using Gossip.Nodes.Wire;

namespace Gossip.Nodes.Live;

/// <summary>Where a process of the cluster listens, whom it knows, and how patient it is.</summary>
public sealed record HostOptions
{
    /// <summary>Name of this process in messages.</summary>
    public required string Name { get; init; }

    /// <summary>Address to listen on.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>Port of the cluster's control messages; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Port of the lane that vectors take; 0 takes a free one.</summary>
    public int LanePort { get; init; }

    /// <summary>The name others reach this process by, where it is not <see cref="Host"/>.</summary>
    public string? PublicHost { get; init; }

    /// <summary>Members to ask for the way in, host:port; a name may stand for many addresses. Empty: this process is the first.</summary>
    public IReadOnlyList<PeerAddress> Seeds { get; init; } = [];

    /// <summary>Members that it was with before it went over to other nodes; empty in its first life.</summary>
    public IReadOnlyCollection<PeerAddress> Known { get; init; } = [];

    /// <summary>The nodes that this process owns.</summary>
    public required IReadOnlyList<int> Nodes { get; init; }

    /// <summary>The layout that these follow from; null where they were given.</summary>
    public Layout? Layout { get; init; }

    /// <summary>Speed of each of them, 1 or less; all 1 where empty.</summary>
    public IReadOnlyDictionary<int, double> Speeds { get; init; } = new Dictionary<int, double>();

    /// <summary>Where checkpoints go; null keeps none.</summary>
    public string? CheckpointFolder { get; init; }

    /// <summary>Seconds between checkpoints.</summary>
    public double CheckpointEvery { get; init; } = 2;

    /// <summary>The cluster's secret, for development.</summary>
    public string? Secret { get; init; }

    /// <summary>The certificate for both lanes.</summary>
    public ClusterCertificate? Certificate { get; init; }

    /// <summary>Lets a process without certificate and secret listen beyond loopback.</summary>
    public bool Insecure { get; init; }

    /// <summary>Sends vectors as 32-bit floats.</summary>
    public bool Float32 { get; init; }

    /// <summary>Seconds per unit of time at the start; it adapts.</summary>
    public double Unit { get; init; } = 0.02;

    /// <summary>The unit never falls below.</summary>
    public double LeastUnit { get; init; } = 0.002;

    /// <summary>Told every gradient of this process's nodes, and every exchange that they accept; by several threads. Null records nothing.</summary>
    public Action<RecordedEvent>? Record { get; init; }

    /// <summary>Makes traces of exchanges; null makes none.</summary>
    public ExchangeTraces? Traces { get; init; }

    /// <summary>Told what a person should know, one line each.</summary>
    public Action<string> Notice { get; init; } = _ => { };
}

using Gossip.Core;

namespace Gossip.Nodes.Wire;

/// <summary>Who this process is, whom it trusts, and how much it takes.</summary>
public sealed record TransportOptions
{
    /// <summary>Address or name to listen on.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>Port to listen on; 0 takes any free one.</summary>
    public int Port { get; init; }

    /// <summary>Name or address that peers use, where it is another than <see cref="Host"/>.</summary>
    public string? PublicHost { get; init; }

    /// <summary>Name of this process, unique in the cluster; 1 to 200 characters.</summary>
    public required string Identity { get; init; }

    /// <summary>Nodes that this process owns; two live processes must not own the same one.</summary>
    public IReadOnlyList<int> Nodes { get; init; } = [];

    /// <summary>Which life of this identity: a later start has a higher number.</summary>
    public ulong Incarnation { get; init; }

    /// <summary>Digest of the experiment, 32 bytes; peers with another are refused.</summary>
    public ReadOnlyMemory<byte> Experiment { get; init; } = new byte[32];

    /// <summary>Secret of the cluster: each end proves to the other that it has it; it is never sent. It does not hide or seal the traffic: that takes certificates.</summary>
    public string? Secret { get; init; }

    /// <summary>Mutual TLS with this certificate; peers need one of the same authority.</summary>
    public ClusterCertificate? Certificate { get; init; }

    /// <summary>Lets a process without certificate and secret listen beyond loopback.</summary>
    public bool Insecure { get; init; }

    /// <summary>Sends vectors as 32-bit floats: half the bytes, each entry rounded by at most 2^-24 of itself (see <see cref="Float32"/>).</summary>
    public bool Float32 { get; init; }

    /// <summary>Longest vector taken, in numbers; set it to the dimension of the experiment.</summary>
    public int MaxVector { get; init; } = 1 << 24;

    /// <summary>Most bytes of a control message.</summary>
    public int MaxControlBytes { get; init; } = 64 << 10;

    /// <summary>Most messages that wait for one peer.</summary>
    public int MaxQueuedMessages { get; init; } = 4096;

    /// <summary>Most bytes that wait for one peer; a single vector that is longer still passes when no other waits.</summary>
    public long MaxQueuedBytes { get; init; } = 64 << 20;

    /// <summary>Most peers known at one time.</summary>
    public int MaxPeers { get; init; } = 1024;

    /// <summary>Most connections that are being greeted at one time; others are closed at once.</summary>
    public int MaxGreetings { get; init; } = 64;

    /// <summary>Time for a connection to be made and both ends to know each other.</summary>
    public TimeSpan HandshakeDeadline { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest time without sending anything.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A connection on which nothing arrives for so long is closed.</summary>
    public TimeSpan SilenceLimit { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A connection that takes nothing for so long is closed.</summary>
    public TimeSpan StallLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest pause between two attempts to reach a peer; the first is 20 ms and each is twice the one before, less some jitter.</summary>
    public TimeSpan MaxBackOff { get; init; } = TimeSpan.FromSeconds(2);

    internal void Check()
    {
        if (Identity.Length is 0 or > 200) throw InputException.At("identity", $"{Identity.Length} characters", "1 to 200");
        if (Port is < 0 or > 65535) throw InputException.At("port", $"{Port}", "0 to 65535");
        if (Nodes.Count > Hello.MaxNodes) throw InputException.At("nodes", $"{Nodes.Count}", $"at most {Hello.MaxNodes} in one process");
        if (Experiment.Length != Hello.DigestSize) throw new ArgumentException($"a digest of {Hello.DigestSize} bytes is needed");
        if (MaxVector < 0 || MaxControlBytes is < 0 or > 64 << 10 || MaxQueuedMessages < 1 || MaxQueuedBytes < 1) throw new ArgumentException("a limit is out of range");
    }
}

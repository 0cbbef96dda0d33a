using Gossip.Experiments.Yaml;

namespace Gossip.Experiments.Settings;

/// <summary>The section <c>cluster</c>: what processes of a cluster in real time agree on beside the experiment.</summary>
public sealed record ClusterSettings
{
    /// <summary>Seconds per unit of time at the start; it adapts.</summary>
    public required double Unit { get; init; }

    /// <summary>Seconds that the unit never falls below.</summary>
    public required double LeastUnit { get; init; }

    /// <summary>Whether vectors travel as 32-bit floats.</summary>
    public required bool Float32 { get; init; }

    /// <summary>The folder of the nodes' checkpoints, or null.</summary>
    public required string? Checkpoint { get; init; }

    /// <summary>Seconds between two checkpoints of a node.</summary>
    public required double CheckpointEvery { get; init; }

    /// <summary>A file with the cluster's secret, or null.</summary>
    public required string? SecretFile { get; init; }

    /// <summary>The file of a process's certificate, .pfx or PEM, or null.</summary>
    public required string? Certificate { get; init; }

    /// <summary>The PEM file of the certificate's key, or null.</summary>
    public required string? CertificateKey { get; init; }

    /// <summary>The file of the authority's certificate, or null.</summary>
    public required string? Authority { get; init; }

    internal static ClusterSettings Read(Section cluster) => new()
    {
        Unit = cluster.Number("unit", 0.02, Interval.Positive) ?? 0.02,
        LeastUnit = cluster.Number("least-unit", 0.002, Interval.Positive) ?? 0.002,
        Float32 = cluster.Flag("float32", false),
        Checkpoint = cluster.Text("checkpoint", null, "a folder"),
        CheckpointEvery = cluster.Number("checkpoint-every", 2, Interval.Positive) ?? 2,
        SecretFile = cluster.Text("secret-file", null, "a file with the cluster's secret"),
        Certificate = cluster.Text("certificate", null, "a .pfx or PEM file"),
        CertificateKey = cluster.Text("certificate-key", null, "a PEM file"),
        Authority = cluster.Text("authority", null, "the certificate of the authority"),
    };
}

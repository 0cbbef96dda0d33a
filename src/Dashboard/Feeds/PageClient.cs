using Gossip.Nodes.Live;
using Gossip.Nodes.Wire;

namespace Gossip.Dashboard.Feeds;

/// <summary>A client of a cluster that owns no nodes and names no experiment: its secret or certificate is enough to look on.</summary>
public static class PageClient
{
    /// <summary>Such a client; <paramref name="who"/> tells it from others in messages.</summary>
    public static ClusterClient Of(string who, string? secret, ClusterCertificate? certificate) => new(new()
    {
        Identity = $"{who[..Math.Min(who.Length, 100)]} {Environment.MachineName} {Environment.ProcessId} {Guid.NewGuid():N}",
        Secret = secret,
        Certificate = certificate,
    });
}

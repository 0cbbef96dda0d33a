namespace Gossip.Dashboard.Serving;

/// <summary>Where a site listens and who may see it.</summary>
public sealed record SiteOptions
{
    /// <summary>Where a site listens unless it is told otherwise.</summary>
    public const string DefaultAddress = "127.0.0.1:8080";

    /// <summary>host:port; port 0 takes a free one. Beyond loopback only with a <see cref="Token"/>.</summary>
    public string Address { get; init; } = DefaultAddress;

    /// <summary>What the address was given by, for messages.</summary>
    public string Place { get; init; } = "--http";

    /// <summary>What lets a person or a program in; null lets in whoever reaches a loopback address.</summary>
    public string? Token { get; init; }
}

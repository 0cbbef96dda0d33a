namespace Gossip.Experiments.Processes;

/// <summary>Where secret and certificate come from; null where nothing was given.</summary>
public sealed record SecuritySources
{
    /// <summary>The secret itself.</summary>
    public string? Secret { get; init; }

    /// <summary>A file with the secret.</summary>
    public string? SecretFile { get; init; }

    /// <summary>A .pfx file, or a PEM file beside <see cref="CertificateKey"/>.</summary>
    public string? Certificate { get; init; }

    /// <summary>The PEM file of the key.</summary>
    public string? CertificateKey { get; init; }

    /// <summary>The password of a .pfx file.</summary>
    public string? Password { get; init; }

    /// <summary>The authority's certificate.</summary>
    public string? Authority { get; init; }
}

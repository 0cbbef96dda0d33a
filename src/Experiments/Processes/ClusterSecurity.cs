using System.Security.Cryptography;
using Gossip.Core;
using Gossip.Experiments.Settings;
using Gossip.Nodes.Wire;

namespace Gossip.Experiments.Processes;

/// <summary>What lets a process into a cluster: a secret, a certificate, both or neither.</summary>
public sealed record ClusterSecurity(string? Secret, ClusterCertificate? Certificate)
{
    /// <summary>What the experiment's file says, unless it is given otherwise.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="given">What the process was told: paths as they stand.</param>
    public static ClusterSecurity Of(Experiment experiment, SecuritySources given)
    {
        ClusterSettings settings = experiment.Cluster;
        return Of(given with
        {
            SecretFile = given.SecretFile ?? Located(settings.SecretFile),
            Certificate = given.Certificate ?? Located(settings.Certificate),
            CertificateKey = given.CertificateKey ?? Located(settings.CertificateKey),
            Authority = given.Authority ?? Located(settings.Authority),
        });

        string? Located(string? path) => path is null ? null : experiment.Locate(path);
    }

    /// <summary>What was given, and nothing else.</summary>
    public static ClusterSecurity Of(SecuritySources given)
    {
        string? secret = given.Secret ?? (given.SecretFile is { } file ? ReadSecret(file) : null);
        (string? certificate, string? key, string? authority) = (given.Certificate, given.CertificateKey, given.Authority);
        if (certificate is null && (key ?? authority) is { } alone)
            throw InputException.At(alone, "a key or an authority without a certificate", "a certificate beside it");
        return new(secret, certificate is null ? null
            : key is null ? ClusterCertificate.FromPfx(certificate, given.Password, authority)
            : ClusterCertificate.FromPem(certificate, key, authority));
    }

    /// <summary>The same, and a random secret where there is nothing.</summary>
    public static ClusterSecurity OrRandom(Experiment experiment, SecuritySources given)
    {
        ClusterSecurity security = Of(experiment, given);
        return security is { Secret: null, Certificate: null } ? security with { Secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)) } : security;
    }

    /// <summary>What a file holds but for white space around it; a file that cannot be read or has nothing in it is an <see cref="InputException"/>.</summary>
    public static string ReadSecret(string path, string what = "the cluster's secret")
    {
        try
        {
            string secret = File.ReadAllText(path).Trim();
            return secret.Length > 0 ? secret : throw InputException.At(path, "nothing", what);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw InputException.At(path, File.Exists(path) ? "a file that cannot be read" : "no such file", what);
        }
    }
}

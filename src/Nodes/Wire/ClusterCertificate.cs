using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gossip.Core;

namespace Gossip.Nodes.Wire;

/// <summary>
/// This process's certificate with its key, and the one authority whose certificates the cluster accepts. The system's
/// store is never asked, names in certificates are not compared: to hold a certificate of the authority is to be a member.
/// </summary>
public sealed class ClusterCertificate : IDisposable
{
    private readonly X509Certificate2Collection _others;

    /// <param name="own">Certificate with private key.</param>
    /// <param name="authority">Certificate that issued it, or itself when self-signed.</param>
    /// <param name="others">Certificates between the two, if any.</param>
    public ClusterCertificate(X509Certificate2 own, X509Certificate2 authority, X509Certificate2Collection? others = null)
    {
        if (!own.HasPrivateKey) throw new ArgumentException("the certificate has no private key", nameof(own));
        (Own, Authority, _others) = (own, authority, others ?? []);
    }

    /// <summary>Certificate of this process, with its private key.</summary>
    public X509Certificate2 Own { get; }

    /// <summary>How long it is still in date; negative where it is not.</summary>
    public TimeSpan TimeLeft => Own.NotAfter - DateTime.Now;

    /// <summary>The authority of the cluster.</summary>
    public X509Certificate2 Authority { get; }

    /// <summary>Reads a PKCS#12 file (.pfx) that holds the certificate, its key and its authority; a self-signed certificate is its own authority.</summary>
    /// <param name="path">The file.</param>
    /// <param name="password">Its password, or null.</param>
    /// <param name="authority">PEM or DER file of the authority, where the .pfx does not hold it.</param>
    /// <exception cref="InputException">A file cannot be read, or the certificate, key or authority is missing.</exception>
    public static ClusterCertificate FromPfx(string path, string? password, string? authority = null)
    {
        X509Certificate2Collection all = Read(path, "a PKCS#12 file and its password", () => X509CertificateLoader.LoadPkcs12CollectionFromFile(path, password, X509KeyStorageFlags.EphemeralKeySet));
        X509Certificate2 own = all.FirstOrDefault(c => c.HasPrivateKey) ?? throw InputException.At(path, "no private key", "a certificate with its private key");
        all.Remove(own);
        return Make(path, own, all, authority);
    }

    /// <summary>Reads PEM files: the certificate (with the rest of its chain, if any), its key and its authority.</summary>
    /// <param name="certificate">File of the certificate.</param>
    /// <param name="key">File of its private key.</param>
    /// <param name="authority">File of the authority; may be left out where the certificate is self-signed or its file holds the authority too.</param>
    /// <exception cref="InputException">A file cannot be read, or the authority is missing.</exception>
    public static ClusterCertificate FromPem(string certificate, string key, string? authority = null)
    {
        X509Certificate2 own = Read(certificate, "a PEM certificate and its key", () => X509Certificate2.CreateFromPemFile(certificate, key));
        X509Certificate2Collection all = Read(certificate, "PEM certificates", () =>
        {
            X509Certificate2Collection chain = [];
            chain.ImportFromPemFile(certificate);
            return chain;
        });
        all.Remove(own);
        return Make(certificate, own, all, authority);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Own.Dispose();
        Authority.Dispose();
        foreach (X509Certificate2 other in _others) other.Dispose();
    }

    /// <summary>How a peer's certificate is checked: a chain that ends at the authority, in date.</summary>
    internal X509ChainPolicy Policy()
    {
        X509ChainPolicy policy = new()
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.Add(Authority);
        policy.ExtraStore.AddRange(_others);
        return policy;
    }

    internal X509Certificate2Collection Others => _others;

    private static ClusterCertificate Make(string place, X509Certificate2 own, X509Certificate2Collection others, string? authority)
    {
        X509Certificate2? root = authority is null
            ? others.Append(own).FirstOrDefault(c => c.SubjectName.RawData.AsSpan().SequenceEqual(c.IssuerName.RawData))
            : Read(authority, "a certificate", () => X509CertificateLoader.LoadCertificateFromFile(authority));
        if (root is null) throw InputException.At(place, $"a certificate issued by {own.Issuer} without that authority", "the authority's certificate in the same file or beside it");
        ClusterCertificate made = new(own, root, others);
        using X509Chain chain = new() { ChainPolicy = made.Policy() };
        if (!chain.Build(own))
            throw InputException.At(place, string.Join(' ', chain.ChainStatus.Select(s => s.StatusInformation.Trim())), "a certificate in date, issued by the authority");
        return made;
    }

    private static T Read<T>(string path, string expected, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw InputException.At(path, e.Message.Split('\n')[0].TrimEnd('.'), expected);
        }
    }
}

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gossip.Nodes.Wire;

namespace Gossip.Nodes.Tests;

/// <summary>A certificate authority made for one test.</summary>
internal sealed class Authority : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private int _serial;

    public Authority(string name = "Test authority")
    {
        CertificateRequest request = new($"CN={name}", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        Root = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-30), DateTimeOffset.UtcNow.AddDays(30));
    }

    public X509Certificate2 Root { get; }

    public X509Certificate2 Issue(string name, int daysLeft = 20)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        using X509Certificate2 bare = request.Create(Root, DateTimeOffset.UtcNow.AddDays(-25), DateTimeOffset.UtcNow.AddDays(daysLeft), [1, (byte)++_serial]);
        using X509Certificate2 withKey = bare.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null);
    }

    public ClusterCertificate Member(string name, int daysLeft = 20) => new(Issue(name, daysLeft), Root);

    public void Dispose()
    {
        Root.Dispose();
        _key.Dispose();
    }
}

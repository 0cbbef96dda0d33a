using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Gossip.Nodes.Wire;

/// <summary>Mutual TLS over a stream: both ends show a certificate of the cluster's authority.</summary>
internal sealed class Tls(ClusterCertificate certificate)
{
    private readonly SslStreamCertificateContext _own = SslStreamCertificateContext.Create(certificate.Own, certificate.Others, offline: true);

    public Task<Stream> AsDialler(Stream inner, CancellationToken stop) => Run(inner, ssl => ssl.AuthenticateAsClientAsync(
        new SslClientAuthenticationOptions
        {
            TargetHost = "gossip",
            ClientCertificateContext = _own,
            CertificateChainPolicy = certificate.Policy(),
            RemoteCertificateValidationCallback = IsMember,
        },
        stop));

    public Task<Stream> AsAnswerer(Stream inner, CancellationToken stop) => Run(inner, ssl => ssl.AuthenticateAsServerAsync(
        new SslServerAuthenticationOptions
        {
            ServerCertificateContext = _own,
            ClientCertificateRequired = true,
            CertificateChainPolicy = certificate.Policy(),
            RemoteCertificateValidationCallback = IsMember,
        },
        stop));

    private static bool IsMember(object sender, X509Certificate? shown, X509Chain? chain, SslPolicyErrors errors) =>
        shown is not null && (errors & ~SslPolicyErrors.RemoteCertificateNameMismatch) == SslPolicyErrors.None;

    private static async Task<Stream> Run(Stream inner, Func<SslStream, Task> authenticate)
    {
        SslStream ssl = new(inner);
        try
        {
            await authenticate(ssl).ConfigureAwait(false);
            return ssl;
        }
        catch (Exception e)
        {
            await ssl.DisposeAsync().ConfigureAwait(false);
            if (e is AuthenticationException) throw new WireException(RefusalCause.Certificate, Why(e));
            throw;
        }
    }

    private static string Why(Exception e)
    {
        string message = (e.InnerException?.Message ?? e.Message).Split('\n')[0];
        return message.Contains("corrupted frame", StringComparison.Ordinal) || message.Contains("frame size", StringComparison.Ordinal)
            ? "TLS at one end only"
            : $"no certificate of this cluster's authority ({message.TrimEnd('.')})";
    }
}

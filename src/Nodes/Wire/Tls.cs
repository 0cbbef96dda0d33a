using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Gossip.Nodes.Wire;

/// <summary>Mutual TLS over a stream: both ends show a certificate of the cluster's authority.</summary>
internal sealed class Tls(ClusterCertificate certificate)
{
    private readonly SslStreamCertificateContext _own = SslStreamCertificateContext.Create(certificate.Own, certificate.Others, offline: true);

    public Task<Stream> AsDialler(Stream inner, CancellationToken stop) => Run(inner, (ssl, check) => ssl.AuthenticateAsClientAsync(
        new SslClientAuthenticationOptions
        {
            TargetHost = "gossip",
            ClientCertificateContext = _own,
            CertificateChainPolicy = certificate.Policy(),
            RemoteCertificateValidationCallback = check,
        },
        stop), stop);

    public Task<Stream> AsAnswerer(Stream inner, CancellationToken stop) => Run(inner, (ssl, check) => ssl.AuthenticateAsServerAsync(
        new SslServerAuthenticationOptions
        {
            ServerCertificateContext = _own,
            ClientCertificateRequired = true,
            CertificateChainPolicy = certificate.Policy(),
            RemoteCertificateValidationCallback = check,
        },
        stop), stop);

    /// <summary>
    /// TLS itself would only cut the connection to a peer whose certificate is refused. Here the peer is first told why,
    /// and nothing that it sends is looked at: its stream never leaves this method.
    /// </summary>
    private static async Task<Stream> Run(Stream inner, Func<SslStream, RemoteCertificateValidationCallback, Task> authenticate, CancellationToken stop)
    {
        SslStream ssl = new(inner);
        string? fault = "no certificate was checked";
        try
        {
#pragma warning disable CA5359 // the verdict is kept, and acted upon in the next lines
            await authenticate(ssl, (_, shown, chain, errors) =>
            {
                fault = Fault(shown, chain, errors);
                return true;
            }).ConfigureAwait(false);
#pragma warning restore CA5359
            if (fault is null) return ssl;
            WireException refusal = new(RefusalCause.Certificate, fault);
            await Handshake.RefuseAsync(ssl, refusal, Greeting.ThisVersion, stop).ConfigureAwait(false);
            throw refusal;
        }
        catch (Exception e)
        {
            await ssl.DisposeAsync().ConfigureAwait(false);
            if (e is AuthenticationException) throw new WireException(RefusalCause.Certificate, Why(e));
            throw;
        }
    }

    private static string? Fault(X509Certificate? shown, X509Chain? chain, SslPolicyErrors errors)
    {
        errors &= ~SslPolicyErrors.RemoteCertificateNameMismatch;
        if (shown is null) return "no certificate was shown";
        if (errors == SslPolicyErrors.None) return null;
        X509ChainStatusFlags flags = (chain?.ChainStatus ?? []).Aggregate(X509ChainStatusFlags.NoError, (all, s) => all | s.Status);
        string why = (flags & ~X509ChainStatusFlags.NotTimeValid) == 0 && flags != 0 ? "is out of date" : "is not of this cluster's authority";
        return $"the certificate '{Plain.Text(System.Text.Encoding.UTF8.GetBytes(shown.Subject))}' {why}";
    }

    private static string Why(Exception e)
    {
        string message = (e.InnerException?.Message ?? e.Message).Split('\n')[0];
        return message.Contains("corrupted frame", StringComparison.Ordinal) || message.Contains("frame size", StringComparison.Ordinal)
            ? "TLS at one end only"
            : $"TLS failed ({message.TrimEnd('.')})";
    }
}

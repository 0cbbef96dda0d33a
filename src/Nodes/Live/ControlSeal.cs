using System.Collections.Concurrent;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Akka.Remote.Transport.DotNetty;
using Gossip.Nodes.Wire;

namespace Gossip.Nodes.Live;

/// <summary>
/// Mutual TLS for the cluster's control messages. With a certificate both ends must have one of its authority. With a
/// secret alone both derive the same key from it, and accept that key and no other: without the secret nobody joins,
/// reads or writes.
/// </summary>
internal static class ControlSeal
{
    private const int Iterations = 200_000;
    private static readonly ConcurrentDictionary<string, X509Certificate2> Derived = [];

    /// <summary>Whether control messages are sealed.</summary>
    public static bool IsOn(HostOptions options) => options.Certificate is not null || options.Secret is not null;

    /// <summary>What an actor system needs for it; null where there is neither certificate nor secret.</summary>
    public static DotNettySslSetup? Of(HostOptions options)
    {
        if (options.Certificate is { } certificate)
            return new DotNettySslSetup(certificate.Own, false, true, (peer, _, _, _, _) => IsOfAuthority(peer, certificate));
        if (options.Secret is not { } secret) return null;
        X509Certificate2 own = Derived.GetOrAdd(secret, FromSecret);
        return new DotNettySslSetup(own, false, true, (peer, _, _, _, _) => peer is not null && peer.GetPublicKey().AsSpan().SequenceEqual(own.GetPublicKey()));
    }

    /// <summary>
    /// Whether a process at an address would get through with the same seal. Akka shuts a system down that dials a peer
    /// with another, so nobody is dialled without having been looked at first.
    /// </summary>
    public static async Task<SealState> Look(HostOptions options, string host, int port)
    {
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(2));
        try
        {
            using TcpClient client = new();
            await client.ConnectAsync(host, port, patience.Token).ConfigureAwait(false);
            if (Of(options) is not { CustomValidator: { } validator } seal) return SealState.Same;
            using SslStream stream = new(client.GetStream(), false, (_, peer, chain, errors) =>
                peer is X509Certificate2 certificate && validator(certificate, chain!, host, errors, null!));
            SslClientAuthenticationOptions tls = new() { TargetHost = host, ClientCertificates = [seal.Certificate], CertificateRevocationCheckMode = X509RevocationMode.NoCheck };
            await stream.AuthenticateAsClientAsync(tls, patience.Token).ConfigureAwait(false);
            return SealState.Same;
        }
        catch (Exception cause) when (cause is AuthenticationException or IOException)
        {
            return SealState.Other;
        }
        catch (Exception cause) when (cause is SocketException or OperationCanceledException)
        {
            return SealState.NobodyThere;
        }
    }

    private static bool IsOfAuthority(X509Certificate2? peer, ClusterCertificate certificate)
    {
        if (peer is null) return false;
        using X509Chain chain = new() { ChainPolicy = certificate.Policy() };
        return chain.Build(peer);
    }

    private static X509Certificate2 FromSecret(string secret)
    {
        byte[] scalar = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(secret), "gossip control"u8.ToArray(), Iterations, HashAlgorithmName.SHA256, 32);
        scalar[0] &= 0x7f; // below the order of the curve
        using ECDsa key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = scalar });
        CertificateRequest request = new("CN=gossip", key, HashAlgorithmName.SHA256);
        using X509Certificate2 made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddYears(10));
        // through PKCS#12, for a key that TLS can use on every system
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}

using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gossip.Core;
using Gossip.Nodes.Wire;

namespace Gossip.Nodes.Tests;

public sealed class Wire_certificates : IDisposable
{
    private readonly Authority _ours = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("gossip-certificates").FullName;

    public void Dispose()
    {
        _ours.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Members_exchange_long_and_short_vectors_over_TLS()
    {
        await using Inbox a = Tcp("a", _ours.Member("a")), b = Tcp("b", _ours.Member("b"));
        foreach (int length in new[] { 0, 100, 40_000, 1_000_000 })
        {
            double[] vector = Wire_round_trip.Some(length);
            await a.SendAsync(b.Address, Inbox.Header(), vector);
            await Inbox.Until(() => !b.Messages.IsEmpty, $"{length} numbers");
            b.Messages.TryDequeue(out (PeerAddress, EdgeHeader, double[] Vector) got);
            got.Vector.AsSpan().SequenceEqual(vector).ShouldBeTrue();
            await b.SendAsync(a.Address, Inbox.Header(EdgeMessageKind.Answer), vector);
            await Inbox.Until(() => a.Messages.TryDequeue(out _), "the answer");
        }
    }

    [Fact]
    public async Task A_certificate_of_another_authority_is_told_at_both_ends()
    {
        using Authority theirs = new();
        await using Inbox a = Tcp("a", theirs.Member("a")), b = Tcp("b", _ours.Member("b"));
        await BothTell(a, b);
    }

    [Fact]
    public async Task A_certificate_out_of_date_is_told_at_both_ends()
    {
        await using Inbox a = Tcp("a", _ours.Member("a", daysLeft: -1)), b = Tcp("b", _ours.Member("b"));
        await BothTell(a, b);
        a.Refusals.Single().Line.ShouldContain("refuses this process: the certificate 'CN=a' is out of date");
        await using Inbox c = Tcp("c", _ours.Member("c")), d = Tcp("d", _ours.Member("d", daysLeft: -1));
        await BothTell(c, d);
        d.Refusals.Single().Line.ShouldContain("refuses this process: the certificate 'CN=d' is out of date");
    }

    [Fact]
    public async Task A_process_that_trusts_us_but_is_not_of_our_authority_is_told_at_both_ends()
    {
        using Authority theirs = new();
        using ClusterCertificate spy = new(theirs.Issue("a"), _ours.Root);
        await using Inbox a = Tcp("a", spy), b = Tcp("b", _ours.Member("b"));
        await BothTell(a, b);
    }

    [Fact]
    public async Task Who_shows_no_certificate_is_told_so_and_is_not_heard()
    {
        await using Inbox b = Tcp("b", _ours.Member("b"));
        using TcpClient client = new(b.Address.Host, b.Address.Port);
        await using SslStream ssl = new(client.GetStream());
#pragma warning disable CA5359 // an enemy trusts everybody
        await ssl.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "b", RemoteCertificateValidationCallback = (_, _, _, _) => true }, TestContext.Current.CancellationToken);
#pragma warning restore CA5359
        Hello hello = new(new PeerAddress("127.0.0.1", 1), "spy", 1, new byte[32], [], false, []);
        WireException refusal = await Should.ThrowAsync<WireException>(() => new Handshake(hello, null).DialAsync(ssl, b.Address, CancellationToken.None));
        (refusal.Cause, refusal.ByPeer, refusal.Message).ShouldBe((RefusalCause.Certificate, true, "no certificate was shown"));
        await Inbox.Until(() => !b.Refusals.IsEmpty, "the refusal");
        b.Refusals.Single().Cause.ShouldBe(RefusalCause.Certificate);
        b.Transport.Peers.ShouldBeEmpty();
    }

    [Fact]
    public async Task TLS_at_one_end_only_is_told_at_both_ends()
    {
        await using Inbox a = Tcp("a", _ours.Member("a")), b = Inbox.Tcp("b");
        await BothTell(a, b, RefusalCause.NotGossip, RefusalCause.Certificate);
        await using Inbox c = Inbox.Tcp("c"), d = Tcp("d", _ours.Member("d"));
        await BothTell(c, d, RefusalCause.NotGossip, RefusalCause.Certificate);
    }

    [Fact]
    public async Task The_secret_counts_also_among_members()
    {
        await using Inbox a = Tcp("a", _ours.Member("a"), "one"), b = Tcp("b", _ours.Member("b"), "two");
        await BothTell(a, b, RefusalCause.Secret);
    }

    [Fact]
    public async Task A_self_signed_certificate_shared_by_all_is_its_own_authority()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 shared = new CertificateRequest("CN=shared", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        string path = Path.Combine(_folder, "shared.pfx");
        File.WriteAllBytes(path, shared.Export(X509ContentType.Pkcs12, "pass"));
        using ClusterCertificate one = ClusterCertificate.FromPfx(path, "pass"), two = ClusterCertificate.FromPfx(path, "pass");
        await using Inbox a = Tcp("a", one), b = Tcp("b", two);
        await a.SendAsync(b.Address, Inbox.Header(), [1]);
        await Inbox.Until(() => b.Messages.Count == 1, "a message");
    }

    [Fact]
    public async Task PEM_files_of_certificate_key_and_authority_are_read()
    {
        using X509Certificate2 own = _ours.Issue("a");
        string certificate = Write("a.pem", own.ExportCertificatePem()), key = Write("a.key", own.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem()),
            root = Write("ca.pem", _ours.Root.ExportCertificatePem());
        using ClusterCertificate read = ClusterCertificate.FromPem(certificate, key, root);
        await using Inbox a = Tcp("a", read), b = Tcp("b", _ours.Member("b"));
        await a.SendAsync(b.Address, Inbox.Header(), [1]);
        await Inbox.Until(() => b.Messages.Count == 1, "a message");
    }

    [Fact]
    public void Bad_files_are_one_line()
    {
        using X509Certificate2 own = _ours.Issue("a");
        string pfx = Path.Combine(_folder, "a.pfx");
        File.WriteAllBytes(pfx, own.Export(X509ContentType.Pkcs12, "right"));
        OneLine(() => ClusterCertificate.FromPfx(pfx, "wrong")).ShouldStartWith(pfx);
        OneLine(() => ClusterCertificate.FromPfx(pfx, "right")).ShouldContain("without that authority");
        OneLine(() => ClusterCertificate.FromPfx(Path.Combine(_folder, "none.pfx"), null)).ShouldContain("none.pfx");
        OneLine(() => ClusterCertificate.FromPem(Write("x.pem", "nothing"), Write("x.key", "nothing"))).ShouldContain("x.pem");
        using X509Certificate2 old = _ours.Issue("old", daysLeft: -1);
        File.WriteAllBytes(pfx, old.Export(X509ContentType.Pkcs12, "right"));
        OneLine(() => ClusterCertificate.FromPfx(pfx, "right", Write("ca.pem", _ours.Root.ExportCertificatePem()))).ShouldContain("in date");
    }

    private static string OneLine(Action act)
    {
        string line = Should.Throw<InputException>(act).Message;
        line.ShouldNotContain("\n");
        return line;
    }

    private string Write(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static Inbox Tcp(string identity, ClusterCertificate certificate, string? secret = null) =>
        Inbox.Tcp(identity, o => o with { Certificate = certificate, Secret = secret });

    private static async Task BothTell(Inbox a, Inbox b, params RefusalCause[] causes)
    {
        if (causes.Length == 0) causes = [RefusalCause.Certificate];
        a.Transport.TrySend(b.Address, Inbox.Header(), [1.0]);
        await Inbox.Until(() => !a.Refusals.IsEmpty && !b.Refusals.IsEmpty, "both ends to tell", seconds: 5);
        causes.ShouldContain(a.Refusals.First().Cause);
        causes.ShouldContain(b.Refusals.First().Cause);
        await Task.Delay(200);
        b.Messages.ShouldBeEmpty();
        a.Of(b.Address).Connected.ShouldBeFalse();
    }
}

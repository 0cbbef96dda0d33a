using System.Security.Cryptography;
using System.Text;

namespace Gossip.Nodes.Wire;

/// <summary>
/// How two processes come to know each other: the dialling end says hello, the answering end says hello, the dialling end
/// proves that it has the secret, the answering end judges and welcomes with its own proof, or refuses with the cause.
/// A proof is HMAC-SHA256 over the end's role and both hellos, each with a fresh nonce: it cannot be used twice, nor
/// turned back on its maker, and nothing in a hello can be changed on the way.
/// </summary>
internal sealed class Handshake(Hello own, string? secret, ushort version = Greeting.ThisVersion)
{
    private readonly byte[]? _key = string.IsNullOrEmpty(secret) ? null : Encoding.UTF8.GetBytes(secret);

    /// <exception cref="WireException">Either end refuses.</exception>
    public async Task<Hello> DialAsync(Stream stream, PeerAddress to, CancellationToken stop)
    {
        Hello mine = own.Fresh();
        byte[] myBytes = mine.ToBytes();
        await Greeting.WriteAsync(stream, GreetingType.Hello, myBytes, version, stop).ConfigureAwait(false);
        byte[] theirBytes = await Expect(stream, GreetingType.Hello, stop).ConfigureAwait(false);
        Hello theirs = Hello.Read(theirBytes);
        await Greeting.WriteAsync(stream, GreetingType.Proof, Proof(Role.Dialler, myBytes, theirBytes), version, stop).ConfigureAwait(false);
        byte[] proof = await Expect(stream, GreetingType.Welcome, stop).ConfigureAwait(false);
        if (!Proves(proof, Role.Answerer, myBytes, theirBytes)) throw new WireException(RefusalCause.Secret, "the cluster secret differs");
        if (theirs.Address != to) throw new WireException(RefusalCause.Identity, $"the process there says that it is {theirs.Address} ('{theirs.Identity}')");
        return theirs;
    }

    /// <param name="stream">The connection.</param>
    /// <param name="judge">Throws a <see cref="WireException"/> when a peer that has proved the secret is not wanted.</param>
    /// <param name="stop">Ends the attempt.</param>
    /// <exception cref="WireException">Either end refuses.</exception>
    public async Task<Hello> AnswerAsync(Stream stream, Action<Hello> judge, CancellationToken stop)
    {
        try
        {
            byte[] theirBytes = await Expect(stream, GreetingType.Hello, stop).ConfigureAwait(false);
            Hello theirs = Hello.Read(theirBytes);
            if (theirs.HasSecret != own.HasSecret) throw new WireException(RefusalCause.Secret, "a cluster secret is set at one end only");
            byte[] myBytes = own.Fresh().ToBytes();
            await Greeting.WriteAsync(stream, GreetingType.Hello, myBytes, version, stop).ConfigureAwait(false);
            byte[] proof = await Expect(stream, GreetingType.Proof, stop).ConfigureAwait(false);
            if (!Proves(proof, Role.Dialler, theirBytes, myBytes)) throw new WireException(RefusalCause.Secret, "the cluster secret differs");
            judge(theirs);
            await Greeting.WriteAsync(stream, GreetingType.Welcome, Proof(Role.Answerer, theirBytes, myBytes), version, stop).ConfigureAwait(false);
            return theirs;
        }
        catch (WireException e) when (!e.ByPeer && e.Cause != RefusalCause.Lost)
        {
            await RefuseAsync(stream, e, version, stop).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Tells the peer why, and waits half a second for it to hang up.</summary>
    public static async Task RefuseAsync(Stream stream, WireException why, ushort version, CancellationToken stop)
    {
        try
        {
            await Greeting.WriteAsync(stream, GreetingType.Refusal, [(byte)why.Cause, .. Plain.Bytes(why.Message)], version, stop).ConfigureAwait(false);
            // closing while the peer's last words lie unread would reset the connection, and with it the refusal on its way
            using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
            patience.CancelAfter(500);
            byte[] rest = new byte[4096];
            for (int i = 0; i < 64 && await stream.ReadAsync(rest, patience.Token).ConfigureAwait(false) > 0; i++) { }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException) { }
    }

    private async Task<byte[]> Expect(Stream stream, GreetingType type, CancellationToken stop)
    {
        Greeting record = await Greeting.ReadAsync(stream, version, stop).ConfigureAwait(false);
        if (record.Type == GreetingType.Refusal)
            throw new WireException(record.Body.Length > 0 ? (RefusalCause)record.Body[0] : RefusalCause.NotGossip, Plain.Text(record.Body.AsSpan(Math.Min(1, record.Body.Length))), byPeer: true);
        return record.Type == type ? record.Body : throw new WireException(RefusalCause.NotGossip, $"a greeting out of turn ({record.Type} for {type})");
    }

    private byte[] Proof(Role role, byte[] dialler, byte[] answerer) =>
        _key is null ? [] : HMACSHA256.HashData(_key, (byte[])[(byte)role, .. BitConverter.GetBytes(dialler.Length), .. dialler, .. answerer]);

    private bool Proves(byte[] proof, Role role, byte[] dialler, byte[] answerer) =>
        CryptographicOperations.FixedTimeEquals(proof, Proof(role, dialler, answerer));

    private enum Role : byte
    {
        Dialler = 1,
        Answerer = 2,
    }
}

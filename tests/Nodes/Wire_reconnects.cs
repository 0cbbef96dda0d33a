using System.Net;
using System.Net.Sockets;
using Gossip.Core;
using Gossip.Nodes.Wire;

namespace Gossip.Nodes.Tests;

public class Wire_reconnects
{
    [Fact]
    public async Task A_peer_that_was_killed_and_started_again_is_reached_again()
    {
        await using Inbox a = Inbox.Tcp("a");
        int port = FreePort();
        PeerAddress at = new("127.0.0.1", port);
        for (ulong life = 1; life <= 5; life++)
        {
            await using Inbox b = Inbox.Tcp("b", o => o with { Port = port, Incarnation = life });
            await Inbox.Until(() => a.Transport.TrySend(at, Inbox.Header(sequence: (long)life), [1.0]) && !b.Messages.IsEmpty, $"life {life}", seconds: 10);
        }
        await Inbox.Until(() => !a.Of(at).Connected, "the end to be seen");
        await Inbox.Until(() => !a.Transport.TrySend(at, Inbox.Header(), [1.0]), "a refusal to take more");
        a.Refusals.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_connection_that_is_reset_in_the_middle_of_a_vector_delivers_nothing_of_it()
    {
        await using Inbox b = Inbox.Tcp("b");
        PeerAddress at = new("127.0.0.1", 1);
        for (int k = 0; k < 20; k++)
        {
            Socket socket = await Wire_refusals.Greet(b, "a", at, (ulong)k + 1);
            using (socket)
            {
                Chunk? chain = Encoder.Long(new ChunkPool(0), Inbox.Header(), Wire_round_trip.Some(200_000), floats: false);
                uint sequence = 0;
                for (int piece = 0; piece < 1 + k % 5; piece++, chain = chain!.Next)
                {
                    Frame.Stamp(chain!.Bytes.AsSpan(0, chain.Length), ref sequence);
                    await socket.SendAsync(chain.Bytes.AsMemory(0, piece == k % 5 ? chain.Length / 2 : chain.Length), TestContext.Current.CancellationToken);
                }
                socket.LingerState = new LingerOption(true, 0);
            }
        }
        await Inbox.Until(() => b.Transport.Peers.Count == 0, "the ends");
        b.Messages.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_process_that_stands_still_is_given_up_after_the_deadline()
    {
        using Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(1);
        PeerAddress at = new("127.0.0.1", ((IPEndPoint)listener.LocalEndPoint!).Port);
        await using Inbox a = Inbox.Tcp("a", o => o with { HandshakeDeadline = TimeSpan.FromSeconds(0.3), MaxBackOff = TimeSpan.FromSeconds(0.05) });
        a.Transport.TrySend(at, Inbox.Header(), [1.0]).ShouldBeTrue();
        // the first attempts wait for an answer to their greeting, the later ones in the full queue of the listener
        for (int k = 0; k < 5; k++)
        {
            await Inbox.Until(() => a.Of(at).Problem == "no answer", "the end of an attempt", seconds: 5);
            await Task.Delay(400, TestContext.Current.CancellationToken);
        }
        a.Transport.TrySend(at, Inbox.Header(), [1.0]).ShouldBeFalse();
    }

    [Fact]
    public async Task A_forgotten_peer_is_not_dialled_any_more()
    {
        await using Inbox a = Inbox.Tcp("a");
        PeerAddress nobody = new("127.0.0.1", FreePort());
        a.Transport.TrySend(nobody, Inbox.Header(), [1.0]).ShouldBeTrue();
        await Inbox.Until(() => a.Of(nobody).Dropped > 0, "the first attempt to fail");
        a.Of(nobody).Problem.ShouldNotBeNull();
        a.Transport.TrySend(nobody, Inbox.Header(), [1.0]).ShouldBeFalse();
        a.Transport.Forget(nobody);
        await Inbox.Until(() => a.Transport.Peers.Count == 0, "the peer to be forgotten");
    }

    [Fact]
    public async Task Forgetting_a_connected_peer_closes_the_connection()
    {
        await using Inbox a = Inbox.Tcp("a"), b = Inbox.Tcp("b");
        await a.SendAsync(b.Address, Inbox.Header(), [1]);
        await Inbox.Until(() => b.Messages.Count == 1, "a message");
        a.Transport.Forget(b.Address);
        await Inbox.Until(() => a.Transport.Peers.Count == 0 && b.Transport.Peers.Count == 0, "both ends to forget");
        b.Changes.ShouldBe([true, false]);
        b.Refusals.ShouldBeEmpty();
    }

    [Fact]
    public void A_port_in_use_is_one_line()
    {
        using Socket taken = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        taken.Listen();
        int port = ((IPEndPoint)taken.LocalEndPoint!).Port;
        Should.Throw<InputException>(() => Inbox.Tcp("a", o => o with { Port = port })).Message
            .ShouldBe($"127.0.0.1:{port}: found a port in use by another process, expected an address and a free port to listen on");
    }

    [Fact]
    public async Task Only_loopback_is_listened_on_without_certificate_secret_or_an_explicit_word()
    {
        Should.Throw<InputException>(() => Inbox.Tcp("a", o => o with { Host = "0.0.0.0", PublicHost = "x" })).Message.ShouldContain("without a certificate or a cluster secret");
        Should.Throw<InputException>(() => Inbox.Tcp("a", o => o with { Host = "0.0.0.0", Secret = "s" })).Message.ShouldContain("public host");
        Should.Throw<InputException>(() => Inbox.Tcp("a", o => o with { Host = "no.such.host.invalid" })).Message.ShouldContain("no address");
        await using Inbox named = Inbox.Tcp("a", o => o with { Host = "localhost" }), b = Inbox.Tcp("b");
        await b.SendAsync(named.Address, Inbox.Header(), [1]);
        await Inbox.Until(() => named.Messages.Count == 1, "a message to a name");
    }

    [Fact]
    public void Pauses_double_to_the_limit_and_differ_between_pairs()
    {
        TimeSpan limit = TimeSpan.FromSeconds(2);
        PeerAddress a = new("a", 1), b = new("b", 1), c = new("c", 1);
        for (int attempt = 0; attempt < 40; attempt++)
        {
            double full = Math.Min(2000, 20 * Math.Pow(2, attempt));
            BackOff.Pause(a, b, attempt, limit).TotalMilliseconds.ShouldBeInRange(full / 2, full);
            BackOff.Pause(a, b, attempt, limit).ShouldNotBe(BackOff.Pause(a, c, attempt, limit));
        }
    }

    private static int FreePort()
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}

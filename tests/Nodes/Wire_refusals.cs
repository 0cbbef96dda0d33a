using System.Net.Sockets;
using System.Text;
using Gossip.Nodes.Wire;

namespace Gossip.Nodes.Tests;

public class Wire_refusals
{
    private static readonly string[] NoBadLetters = ["\n", "\r", "\u001b"];

    [Fact]
    public async Task A_wrong_secret_is_told_at_both_ends()
    {
        await using Inbox a = Inbox.Tcp("a", o => o with { Secret = "horse" }), b = Inbox.Tcp("b", o => o with { Secret = "battery" });
        await BothTell(a, b, RefusalCause.Secret, "the cluster secret differs");
    }

    [Fact]
    public async Task A_secret_at_one_end_only_is_told_at_both_ends()
    {
        await using Inbox a = Inbox.Tcp("a"), b = Inbox.Tcp("b", o => o with { Secret = "battery" });
        await BothTell(a, b, RefusalCause.Secret, "a cluster secret is set at one end only");
    }

    [Fact]
    public async Task Another_version_of_the_protocol_is_told_at_both_ends()
    {
        await using Inbox a = new(TcpTransport.Start(Inbox.Options("a"), version: 2)), b = Inbox.Tcp("b");
        await BothTell(a, b, RefusalCause.Version, "protocol versions 2 and 1 differ");
    }

    [Fact]
    public async Task Another_experiment_is_told_at_both_ends_with_both_digests()
    {
        byte[] digest = new byte[32];
        digest[0] = 0xAB;
        await using Inbox a = Inbox.Tcp("a", o => o with { Experiment = digest }), b = Inbox.Tcp("b");
        await BothTell(a, b, RefusalCause.Experiment, "digest ab0000000000 at");
    }

    [Fact]
    public async Task Two_processes_with_one_identity_are_told_and_the_first_is_not_disturbed()
    {
        await using Inbox a = Inbox.Tcp("a"), b = Inbox.Tcp("b"), c = Inbox.Tcp("a");
        await a.SendAsync(b.Address, Inbox.Header(), [1]);
        await Inbox.Until(() => b.Messages.Count == 1, "the first process");
        await BothTell(c, b, RefusalCause.Identity, "two processes with one identity: 'a' at");
        await a.SendAsync(b.Address, Inbox.Header(), [2]);
        await Inbox.Until(() => b.Messages.Count == 2, "the first process, still there");
        a.Changes.ShouldBe([true]);
    }

    [Fact]
    public async Task Two_owners_of_one_node_are_told_at_both_ends()
    {
        await using Inbox a = Inbox.Tcp("a", o => o with { Nodes = [1, 2] }), b = Inbox.Tcp("b", o => o with { Nodes = [2, 3] });
        await BothTell(a, b, RefusalCause.Identity, "node 2 is owned by 'a'");
    }

    [Fact]
    public async Task An_earlier_start_of_the_same_process_is_refused_while_the_later_one_is_connected()
    {
        await using Inbox b = Inbox.Tcp("b");
        PeerAddress at = new("127.0.0.1", 1);
        using Socket later = await Greet(b, "a", at, incarnation: 2);
        WireException refusal = await Should.ThrowAsync<WireException>(async () => (await Greet(b, "a", at, incarnation: 1)).Dispose());
        refusal.Message.ShouldBe("a later start of 'a' is connected");
        using Socket latest = await Greet(b, "a", at, incarnation: 3);
        await Inbox.Until(() => b.Of(at).Connected, "the latest start");
    }

    [Fact]
    public async Task What_is_no_greeting_is_refused_without_harm()
    {
        await using Inbox a = Inbox.Tcp("a"), b = Inbox.Tcp("b");
        using Socket stranger = new(SocketType.Stream, ProtocolType.Tcp);
        await stranger.ConnectAsync(b.Address.Host, b.Address.Port, TestContext.Current.CancellationToken);
        await stranger.SendAsync(Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: b\r\n\r\n"), TestContext.Current.CancellationToken);
        await Inbox.Until(() => !b.Refusals.IsEmpty, "the refusal");
        b.Refusals.Single().Cause.ShouldBe(RefusalCause.NotGossip);
        await a.SendAsync(b.Address, Inbox.Header(), [1]);
        await Inbox.Until(() => b.Messages.Count == 1, "a message of a real peer");
    }

    [Fact]
    public async Task A_name_cannot_write_on_the_screen_of_its_peer()
    {
        await using Inbox b = Inbox.Tcp("b");
        await Should.ThrowAsync<WireException>(async () => (await Greet(b, "a\u001b[2J\nroot", new PeerAddress("h\r\n", 1), 1, digest: 9)).Dispose());
        await Inbox.Until(() => !b.Refusals.IsEmpty, "the refusal");
        foreach (string letter in NoBadLetters) b.Refusals.Single().Line.ShouldNotContain(letter);
    }

    [Fact]
    public async Task A_flood_of_silent_connections_does_not_keep_a_peer_out_for_longer_than_the_deadline()
    {
        await using Inbox b = Inbox.Tcp("b", o => o with { MaxGreetings = 8, HandshakeDeadline = TimeSpan.FromSeconds(0.5) }), a = Inbox.Tcp("a");
        List<Socket> silent = [];
        for (int i = 0; i < 200; i++)
        {
            Socket socket = new(SocketType.Stream, ProtocolType.Tcp);
            silent.Add(socket);
            await socket.ConnectAsync(b.Address.Host, b.Address.Port, TestContext.Current.CancellationToken);
        }
        await Inbox.Until(() => a.Transport.TrySend(b.Address, Inbox.Header(), [1]) && !b.Messages.IsEmpty, "a message of a real peer", seconds: 10);
        silent.ForEach(s => s.Dispose());
    }

    /// <summary>Greets as a process would, with a bare socket.</summary>
    internal static async Task<Socket> Greet(Inbox to, string identity, PeerAddress self, ulong incarnation, byte digest = 0)
    {
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(to.Address.Host, to.Address.Port);
        byte[] experiment = new byte[32];
        experiment[0] = digest;
        Hello hello = new(self, identity, incarnation, experiment, [], false, []);
        try
        {
            await new Handshake(hello, null).DialAsync(new NetworkStream(socket), to.Address, CancellationToken.None);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
        return socket;
    }

    private static async Task BothTell(Inbox dialler, Inbox answerer, RefusalCause cause, string line)
    {
        dialler.Transport.TrySend(answerer.Address, Inbox.Header(), [1.0]);
        await Inbox.Until(() => !dialler.Refusals.IsEmpty && !answerer.Refusals.IsEmpty, "both ends to tell", seconds: 5);
        Refusal there = answerer.Refusals.First(), here = dialler.Refusals.First();
        (there.Cause, there.ByPeer).ShouldBe((cause, false));
        (here.Cause, here.ByPeer, here.Peer).ShouldBe((cause, true, answerer.Address));
        there.Line.ShouldContain(line);
        here.Line.ShouldContain(line);
        here.Line.ShouldStartWith($"{answerer.Address} refuses this process: ");
        await Task.Delay(300);
        // the attempts go on, the line is not told again
        dialler.Refusals.Count.ShouldBe(1);
        answerer.Refusals.Count.ShouldBe(1);
        dialler.Of(answerer.Address).Connected.ShouldBeFalse();
        dialler.Transport.TrySend(answerer.Address, Inbox.Header(), [1.0]).ShouldBeFalse();
    }
}

using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Configuration;
using Gossip.Nodes.Wire;

namespace Gossip.Nodes.Tests;

public sealed class Wire_over_akka : IAsyncDisposable
{
    private const string Settings = """
        akka {
          actor.provider = remote
          actor.serializers.refuse = "Gossip.Nodes.Live.RefusingSerializer, Gossip.Nodes"
          actor.serialization-bindings { "System.Object" = refuse }
          remote.dot-netty.tcp { hostname = 127.0.0.1, port = 0, maximum-frame-size = 128000b }
          loglevel = OFF
          stdout-loglevel = OFF
        }
        """;

    private readonly List<ActorSystem> _systems = [];

    [Fact]
    public async Task Vectors_of_any_length_and_control_bytes_arrive_as_they_were_sent()
    {
        await using Inbox a = Start("a"), b = Start("b");
        foreach (int length in new[] { 0, 1, 100, 8000, 32_757, 100_000, 1_000_000 })
        {
            double[] vector = Wire_round_trip.Some(length);
            await a.SendAsync(b.Address, Inbox.Header(sequence: length), vector);
            await Inbox.Until(() => !b.Messages.IsEmpty, $"{length} numbers");
            b.Messages.TryDequeue(out (PeerAddress From, EdgeHeader Header, double[] Vector) got);
            (got.From, got.Header).ShouldBe((a.Address, Inbox.Header(sequence: length)));
            got.Vector.AsSpan().SequenceEqual(vector).ShouldBeTrue();
        }
        await Inbox.Until(() => b.Transport.TrySendControl(a.Address, Inbox.Header(EdgeMessageKind.Control), new byte[65_536]), "a place");
        await Inbox.Until(() => a.Controls.Count == 1, "the bytes");
        a.Refusals.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_receiver_that_stands_still_bounds_its_sender()
    {
        await using Inbox a = Start("a", o => o with { MaxQueuedBytes = 1 << 20 }), b = Start("b");
        using ManualResetEventSlim stand = new();
        int arrived = 0, taken = 0;
        b.Transport.Received = (PeerAddress _, in EdgeHeader _, ReadOnlySpan<double> _) =>
        {
            stand.Wait();
            Interlocked.Increment(ref arrived);
        };
        double[] vector = Wire_round_trip.Some(1000);
        for (int missed = 0; missed < 200;)
        {
            if (a.Transport.TrySend(b.Address, Inbox.Header(), vector)) taken++;
            else
            {
                missed++;
                await Task.Delay(2, TestContext.Current.CancellationToken);
            }
        }
        // the queue, a window of packets, and the buffers at the ends
        taken.ShouldBeInRange(100, (4 << 20) / 8000);
        stand.Set();
        await Inbox.Until(() => Volatile.Read(ref arrived) == taken, "all that was taken");
    }

    [Fact]
    public async Task A_wrong_secret_is_told_at_both_ends()
    {
        await using Inbox a = Start("a", o => o with { Secret = "one" }), b = Start("b", o => o with { Secret = "two" });
        a.Transport.TrySend(b.Address, Inbox.Header(), [1]);
        await Inbox.Until(() => !a.Refusals.IsEmpty && !b.Refusals.IsEmpty, "both ends to tell");
        a.Refusals.Single().Line.ShouldContain("the cluster secret differs");
        b.Refusals.Single().Line.ShouldContain("the cluster secret differs");
    }

    [Fact]
    public async Task A_peer_that_leaves_and_comes_back_is_reached_again()
    {
        await using Inbox a = Start("a"), b = Start("b");
        await a.SendAsync(b.Address, Inbox.Header(), [1]);
        await Inbox.Until(() => b.Messages.Count == 1, "a message");
        await b.DisposeAsync();
        await Inbox.Until(() => !a.Of(b.Address).Connected, "the end");
        await Task.Delay(100, TestContext.Current.CancellationToken);
        await using Inbox again = new(AkkaTransport.Start(_systems[1], Inbox.Options("b") with { Incarnation = 2 }));
        await Inbox.Until(() => a.Transport.TrySend(b.Address, Inbox.Header(), [2]) && !again.Messages.IsEmpty, "a message to the next life");
    }

    [Fact]
    public void Bytes_that_are_no_packet_are_refused()
    {
        Start("a");
        PacketSerializer serializer = new((ExtendedActorSystem)_systems[0]);
        foreach (byte[] bytes in new byte[][] { [], new byte[12], new byte[13], [9, .. new byte[12]], [3, .. new byte[100_000]] })
            Should.Throw<SerializationException>(() => serializer.FromBinary(bytes, typeof(Packet)));
        Should.Throw<ArgumentException>(() => serializer.ToBinary("text"));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (ActorSystem system in _systems) await system.Terminate();
    }

    private Inbox Start(string identity, Func<TransportOptions, TransportOptions>? change = null)
    {
        ActorSystem system = ActorSystem.Create("lane", ConfigurationFactory.ParseString(AkkaTransport.Settings).WithFallback(ConfigurationFactory.ParseString(Settings)));
        _systems.Add(system);
        TransportOptions options = Inbox.Options(identity);
        return new Inbox(AkkaTransport.Start(system, change is null ? options : change(options)));
    }
}

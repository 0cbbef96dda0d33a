using System.Diagnostics;
using System.Net.Sockets;
using Gossip.Nodes.Wire;

namespace Gossip.Nodes.Tests;

[Collection("alone")]
public class Wire_flood_and_stall
{
    [Theory]
    [InlineData(100)]
    [InlineData(1_000_000)]
    public async Task A_receiver_that_stands_still_bounds_its_sender_and_then_gets_all_that_was_taken(int length)
    {
        const long Limit = 4 << 20;
        await using Inbox a = Inbox.Tcp("a", o => o with { MaxQueuedBytes = Limit }), b = Inbox.Tcp("b");
        using ManualResetEventSlim stand = new();
        int arrived = 0;
        long expected = 0;
        bool ordered = true;
        b.Transport.Received = (PeerAddress _, in EdgeHeader header, ReadOnlySpan<double> _) =>
        {
            stand.Wait();
            ordered &= header.Sequence > expected;
            expected = header.Sequence;
            Interlocked.Increment(ref arrived);
        };
        double[] vector = Wire_round_trip.Some(length);
        await a.SendAsync(b.Address, Inbox.Header(sequence: 1), vector);
        int taken = 1, refused = 0;
        Stopwatch quiet = Stopwatch.StartNew();
        long memory = GC.GetTotalMemory(true);
        for (long sequence = 2; quiet.Elapsed.TotalSeconds < 1; sequence++)
        {
            if (a.Transport.TrySend(b.Address, Inbox.Header(sequence: sequence), vector))
            {
                taken++;
                quiet.Restart();
            }
            else if (++refused % 1000 == 0) await Task.Delay(1, TestContext.Current.CancellationToken);
        }
        refused.ShouldBeGreaterThan(1000);
        PeerCounters counters = a.Of(b.Address);
        counters.QueuedBytes.ShouldBeLessThanOrEqualTo(Math.Max(Limit, 8L * length + 4096));
        counters.Dropped.ShouldBe(refused);
        // the queue, the pooled chunks and the receiver's buffers: nothing grows with what was refused
        (GC.GetTotalMemory(true) - memory).ShouldBeLessThan(2 * Limit + 10 * 8L * length + (8 << 20));
        stand.Set();
        await Inbox.Until(() => Volatile.Read(ref arrived) == taken, $"all {taken} messages that were taken");
        ordered.ShouldBeTrue();
        a.Of(b.Address).QueuedMessages.ShouldBe(0);
        a.Refusals.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_peer_that_reads_nothing_is_dropped_after_the_limit_and_told_of()
    {
        await using Inbox b = Inbox.Tcp("b", o => o with { StallLimit = TimeSpan.FromSeconds(0.5), Heartbeat = TimeSpan.FromSeconds(0.1) });
        PeerAddress at = new("127.0.0.1", 1);
        using Socket deaf = await Wire_refusals.Greet(b, "deaf", at, 1);
        double[] vector = Wire_round_trip.Some(1_000_000);
        await Inbox.Until(() => b.Of(at).Connected, "the connection");
        await Inbox.Until(() =>
        {
            b.Transport.TrySend(at, Inbox.Header(), vector);
            return !b.Refusals.IsEmpty;
        }, "the stall");
        b.Refusals.First().Cause.ShouldBe(RefusalCause.Stalled);
        await Inbox.Until(() => b.Of(at).QueuedBytes == 0, "an empty queue");
    }

    [Fact]
    public async Task A_peer_that_says_nothing_is_dropped_after_the_limit_and_told_of()
    {
        await using Inbox b = Inbox.Tcp("b", o => o with { SilenceLimit = TimeSpan.FromSeconds(0.5), Heartbeat = TimeSpan.FromSeconds(0.1) });
        using Socket mute = await Wire_refusals.Greet(b, "mute", new PeerAddress("127.0.0.1", 1), 1);
        await Inbox.Until(() => !b.Refusals.IsEmpty, "the silence");
        b.Refusals.Single().Cause.ShouldBe(RefusalCause.Silent);
        b.Transport.Peers.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_idle_connection_and_a_busy_receiver_are_not_taken_for_dead()
    {
        static TransportOptions Quick(TransportOptions o) => o with { SilenceLimit = TimeSpan.FromSeconds(0.6), Heartbeat = TimeSpan.FromSeconds(0.1) };
        await using Inbox a = Inbox.Tcp("a", Quick), b = Inbox.Tcp("b", Quick);
        int arrived = 0;
        b.Transport.Received = (PeerAddress _, in EdgeHeader _, ReadOnlySpan<double> _) =>
        {
            Thread.Sleep(1500);
            Interlocked.Increment(ref arrived);
        };
        await a.SendAsync(b.Address, Inbox.Header(), [1]);
        await Task.Delay(3000, TestContext.Current.CancellationToken);
        arrived.ShouldBe(1);
        a.Changes.ShouldBe([true]);
        b.Changes.ShouldBe([true]);
    }

    [Fact]
    public async Task A_vector_over_the_limit_closes_the_connection_with_the_reason_at_both_ends()
    {
        await using Inbox a = Inbox.Tcp("a"), b = Inbox.Tcp("b", o => o with { MaxVector = 1000 });
        foreach (int length in new[] { 1001, 1_000_000 })
        {
            a.Transport.TrySend(b.Address, Inbox.Header(), Wire_round_trip.Some(length));
            if (length > 1001) break;
            await Inbox.Until(() => !a.Refusals.IsEmpty && !b.Refusals.IsEmpty, "both ends to tell");
            a.Refusals.Single().Line.ShouldContain("a vector of 1001 numbers where 1000 is the limit");
            b.Refusals.Single().Line.ShouldContain("a vector of 1001 numbers where 1000 is the limit");
            (a.Refusals.Single().ByPeer, b.Refusals.Single().ByPeer).ShouldBe((true, false));
        }
        Should.Throw<ArgumentException>(() => b.Transport.TrySend(a.Address, Inbox.Header(), new double[1001]));
        b.Messages.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_receiver_that_fails_ends_the_connection_and_not_the_process()
    {
        await using Inbox a = Inbox.Tcp("a"), b = Inbox.Tcp("b");
        b.Transport.Received = (PeerAddress _, in EdgeHeader _, ReadOnlySpan<double> _) => throw new InvalidOperationException("a fault of the test");
        await a.SendAsync(b.Address, Inbox.Header(), [1]);
        await Inbox.Until(() => !a.Refusals.IsEmpty && !b.Refusals.IsEmpty, "both ends to tell");
        b.Refusals.Single().Cause.ShouldBe(RefusalCause.Receiver);
        a.Refusals.Single().Line.ShouldContain("a fault of the test");
    }
}

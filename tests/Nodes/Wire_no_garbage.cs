using Gossip.Nodes.Wire;

namespace Gossip.Nodes.Tests;

[Collection("alone")]
public class Wire_no_garbage
{
    [Theory]
    [InlineData(100, 20_000, 32)]
    [InlineData(300_000, 200, 4096)]
    public async Task A_message_allocates_nothing_when_the_pools_are_warm(int length, int messages, int bytes)
    {
        await using Inbox a = Inbox.Tcp("a"), b = Inbox.Tcp("b");
        int arrived = 0;
        using ManualResetEventSlim stand = new();
        b.Transport.Received = (PeerAddress _, in EdgeHeader _, ReadOnlySpan<double> _) =>
        {
            stand.Wait();
            Interlocked.Increment(ref arrived);
        };
        double[] vector = Wire_round_trip.Some(length);
        // on one thread, without tasks of the test's own
        void Send(int count)
        {
            int until = Volatile.Read(ref arrived) + count;
            for (int k = 0; k < count; k++)
            {
                while (!a.Transport.TrySend(b.Address, Inbox.Header(), vector)) Thread.Sleep(1);
            }
            SpinWait wait = new();
            while (Volatile.Read(ref arrived) < until) wait.SpinOnce();
        }
        await a.SendAsync(b.Address, Inbox.Header(), vector);
        // the pool is warm when the queue has been full once
        int taken = 1;
        for (int missed = 0; missed < 100;)
        {
            if (a.Transport.TrySend(b.Address, Inbox.Header(), vector)) taken++;
            else
            {
                missed++;
                Thread.Sleep(1);
            }
        }
        stand.Set();
        await Inbox.Until(() => Volatile.Read(ref arrived) == taken, "the connection");
        Send(messages);
        long before = GC.GetTotalAllocatedBytes(precise: true);
        Send(messages);
        long each = (GC.GetTotalAllocatedBytes(precise: true) - before) / messages;
        each.ShouldBeLessThan(bytes);
    }
}

using Gossip.Nodes.Wire;

namespace Gossip.Nodes.Tests;

public class Wire_two_dial_at_once
{
    [Fact]
    public async Task One_connection_goes_on_and_nothing_is_lost()
    {
        for (int round = 0; round < 20; round++)
        {
            await using Inbox a = Inbox.Tcp("a"), b = Inbox.Tcp("b");
            double[] small = Wire_round_trip.Some(50), big = Wire_round_trip.Some(100_000);
            int sent = 0;
            Task Send(Inbox from, Inbox to) => Task.Run(async () =>
            {
                for (int k = 0; k < 200; k++)
                {
                    await from.SendAsync(to.Address, Inbox.Header(sequence: k), k % 40 == 3 ? big : small);
                    Interlocked.Increment(ref sent);
                }
            });
            await Task.WhenAll(Send(a, b), Send(b, a));
            await Inbox.Until(() => a.Messages.Count == 200 && b.Messages.Count == 200,
                () => $"all messages of round {round}: {a.Messages.Count} and {b.Messages.Count} of 200; {a.Of(b.Address)} {b.Of(a.Address)}");
            a.Messages.Select(m => m.Header.Sequence).Order().ShouldBe(Enumerable.Range(0, 200).Select(k => (long)k));
            a.Of(b.Address).Connected.ShouldBeTrue();
            b.Of(a.Address).Connected.ShouldBeTrue();
            a.Refusals.ShouldBeEmpty();
            b.Refusals.ShouldBeEmpty();
        }
    }
}

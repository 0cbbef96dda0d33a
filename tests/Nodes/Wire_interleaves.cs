using Gossip.Nodes.Wire;

namespace Gossip.Nodes.Tests;

public class Wire_interleaves
{
    [Fact]
    public async Task Short_messages_arrive_while_a_long_one_is_under_way()
    {
        await using Inbox a = Inbox.Tcp("a"), b = Inbox.Tcp("b");
        double[] vector = Wire_round_trip.Some(10_000_000);
        await a.SendAsync(b.Address, Inbox.Header(), [0]);
        await Inbox.Until(() => b.Messages.Count == 1, "the connection");
        await a.SendAsync(b.Address, Inbox.Header(sequence: 1000), vector);
        for (int k = 1; k <= 100; k++) await a.SendAsync(b.Address, Inbox.Header(sequence: k), [k]);
        await Inbox.Until(() => b.Messages.Count == 102, "all messages");
        // 80 MB are 306 frames; the hundred short ones pass between the first few of them
        b.Messages.Select(m => m.Header.Sequence).Take(51).ShouldBe(Enumerable.Range(0, 51).Select(k => (long)k));
        b.Messages.Single(m => m.Header.Sequence == 1000).Vector.AsSpan().SequenceEqual(vector).ShouldBeTrue();
    }

    [Fact]
    public async Task Many_senders_and_both_directions_at_once_mix_nothing_up()
    {
        await using Inbox a = Inbox.Tcp("a"), b = Inbox.Tcp("b");
        int[] lengths = [0, 10, 1000, 40_000, 300_000];
        double[][] vectors = [.. lengths.Select(Wire_round_trip.Some)];
        Task Send(Inbox from, Inbox to, int thread) => Task.Run(async () =>
        {
            for (int k = 0; k < 50; k++)
            {
                int which = (k + thread) % lengths.Length;
                await from.SendAsync(to.Address, Inbox.Header(sequence: which) with { From = thread }, vectors[which]);
            }
        });
        await Task.WhenAll(Enumerable.Range(0, 4).SelectMany(t => new[] { Send(a, b, t), Send(b, a, t) }));
        foreach (Inbox inbox in new[] { a, b })
        {
            await Inbox.Until(() => inbox.Messages.Count == 200, "all messages");
            foreach ((_, EdgeHeader header, double[] vector) in inbox.Messages)
                vector.AsSpan().SequenceEqual(vectors[header.Sequence]).ShouldBeTrue();
            inbox.Messages.GroupBy(m => m.Header.From).Select(g => g.Count()).ShouldBe([50, 50, 50, 50]);
        }
    }
}

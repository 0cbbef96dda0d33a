using CsCheck;
using Gossip.Core;
using Gossip.Nodes.Wire;

namespace Gossip.Nodes.Tests;

public class Wire_round_trip
{
    [Theory]
    [InlineData(EdgeMessageKind.Offer)]
    [InlineData(EdgeMessageKind.Answer)]
    [InlineData(EdgeMessageKind.Refuse)]
    [InlineData(EdgeMessageKind.Message)]
    public async Task Vectors_of_any_length_arrive_as_they_were_sent(EdgeMessageKind kind)
    {
        await using Inbox a = Inbox.Tcp("a"), b = Inbox.Tcp("b");
        // around the length that fills one frame (32757) and two, and far beyond
        int[] lengths = [0, 1, 2, 3, 100, 32_755, 32_756, 32_757, 32_758, 32_759, 32_766, 32_767, 65_532, 65_533, 100_000, 1_000_000];
        foreach (int length in lengths)
        {
            double[] vector = Some(length);
            EdgeHeader header = new(kind, length, -7, ulong.MaxValue - 1, 1UL << 60, long.MinValue + length, Math.PI * length, 1e-9);
            await a.SendAsync(b.Address, header, vector);
            await Inbox.Until(() => !b.Messages.IsEmpty, $"{length} numbers");
            b.Messages.TryDequeue(out (PeerAddress From, EdgeHeader Header, double[] Vector) got).ShouldBeTrue();
            got.From.ShouldBe(a.Address);
            got.Header.ShouldBe(header);
            got.Vector.AsSpan().SequenceEqual(vector).ShouldBeTrue($"{length} numbers");
        }
        a.Refusals.ShouldBeEmpty();
        b.Refusals.ShouldBeEmpty();
    }

    [Fact]
    public async Task Any_headers_and_any_bits_arrive_and_keep_their_order()
    {
        await using Inbox a = Inbox.Tcp("a"), b = Inbox.Tcp("b");
        Gen<EdgeHeader> headers = Gen.Select(Gen.Int[1, 4], Gen.Int, Gen.Int, Gen.ULong, Gen.ULong, Gen.Long, Gen.Double, Gen.Double,
            (kind, from, to, epoch, link, sequence, time, unit) => new EdgeHeader((EdgeMessageKind)kind, from, to, epoch, link, sequence, time, unit));
        await Gen.Select(headers, Gen.ULong.Array[0, 300]).Array[1, 20].SampleAsync(async batch =>
        {
            foreach ((EdgeHeader header, ulong[] bits) in batch)
                await a.SendAsync(b.Address, header, [.. bits.Select(BitConverter.UInt64BitsToDouble)]);
            foreach ((EdgeHeader header, ulong[] bits) in batch)
            {
                await Inbox.Until(() => !b.Messages.IsEmpty, "a message");
                b.Messages.TryDequeue(out (PeerAddress From, EdgeHeader Header, double[] Vector) got);
                got.Header.ShouldBe(header);
                got.Vector.Select(BitConverter.DoubleToUInt64Bits).ShouldBe(bits);
            }
        }, iter: 200, threads: 1);
    }

    [Fact]
    public async Task Control_bytes_of_any_length_up_to_the_limit_arrive()
    {
        await using Inbox a = Inbox.Tcp("a"), b = Inbox.Tcp("b");
        foreach (int length in new[] { 0, 1, 7, 8, 9, 1000, 65_536 })
        {
            byte[] bytes = [.. Enumerable.Range(0, length).Select(i => (byte)(i * 7))];
            EdgeHeader header = Inbox.Header(EdgeMessageKind.Control, length);
            await Inbox.Until(() => a.Transport.TrySendControl(b.Address, header, bytes), "a place");
            await Inbox.Until(() => !b.Controls.IsEmpty, $"{length} bytes");
            b.Controls.TryDequeue(out (PeerAddress From, EdgeHeader Header, byte[] Bytes) got);
            got.Header.ShouldBe(header);
            got.Bytes.ShouldBe(bytes);
        }
        Should.Throw<ArgumentException>(() => a.Transport.TrySendControl(b.Address, Inbox.Header(EdgeMessageKind.Control), new byte[65_537]));
        Should.Throw<ArgumentException>(() => a.Transport.TrySendControl(b.Address, Inbox.Header(), new byte[1]));
    }

    [Fact]
    public async Task Both_directions_use_one_connection()
    {
        await using Inbox a = Inbox.Tcp("a"), b = Inbox.Tcp("b");
        await a.SendAsync(b.Address, Inbox.Header(), Some(10));
        await Inbox.Until(() => b.Messages.Count == 1, "the offer");
        await b.SendAsync(a.Address, Inbox.Header(EdgeMessageKind.Answer), Some(10));
        await Inbox.Until(() => a.Messages.Count == 1, "the answer");
        a.Changes.ShouldBe([true]);
        b.Changes.ShouldBe([true]);
        a.Of(b.Address).MessagesSent.ShouldBe(1);
        a.Of(b.Address).MessagesReceived.ShouldBe(1);
        a.Of(b.Address).BytesSent.ShouldBeGreaterThanOrEqualTo(16 + 56 + 80);
        a.Of(b.Address).Identity.ShouldBe("b");
    }

    internal static double[] Some(int length)
    {
        CounterStream stream = new(7, Purpose.Start, length);
        double[] vector = new double[length];
        for (int i = 0; i < length; i++) vector[i] = stream.Uniform(i) - 0.5;
        return vector;
    }
}

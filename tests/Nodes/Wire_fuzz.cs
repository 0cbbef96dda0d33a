using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Gossip.Core;
using Gossip.Nodes.Wire;

namespace Gossip.Nodes.Tests;

/// <summary>Streams of frames, damaged in the ways of a network or an enemy. GOSSIP_FUZZ sets the number of damaged frames.</summary>
[Collection("alone")]
public class Wire_fuzz
{
    private static readonly int Frames = int.TryParse(Environment.GetEnvironmentVariable("GOSSIP_FUZZ"), out int frames) ? frames : 1_000_000;

    [Fact]
    public void A_damaged_stream_delivers_only_what_was_sent_intact_before_the_damage()
    {
        using VectorPool vectors = new();
        Recorder sink = new();
        using FrameDecoder decoder = new(sink, vectors, maxVector: 70_000, maxControl: 64);
        Draws draws = new CounterStream(1, Purpose.Start).From();
        byte[][] streams = [.. Enumerable.Range(0, 400).Select(_ => Stream(ref draws))];
        List<byte[]>[] expected = [.. streams.Select(s => Decode(decoder, sink, s, s.Length).Messages)];
        long delivered = 0, refused = 0, before = GC.GetTotalMemory(true), allocated = GC.GetAllocatedBytesForCurrentThread();
        byte[] damaged = new byte[8192];
        int frames = 0;
        for (int k = 0; frames < Frames; k = (k + 1) % streams.Length)
        {
            int length = Damage(streams[k], damaged, ref draws);
            (List<byte[]> got, bool broken) = Decode(decoder, sink, damaged, length);
            frames += expected[k].Count;
            bool prefix = got.Count <= expected[k].Count;
            for (int i = 0; prefix && i < got.Count; i++) prefix = got[i].AsSpan().SequenceEqual(expected[k][i]);
            if (!prefix) throw new InvalidOperationException($"a message that was not sent, in case {frames} of stream {k}");
            delivered += got.Count;
            if (broken) refused++;
        }
        refused.ShouldBeGreaterThan(Frames / 50);
        delivered.ShouldBeGreaterThan(Frames / 10);
        // what a case leaves is what the recorder keeps of one stream, not more with every case
        (GC.GetTotalMemory(true) - before).ShouldBeLessThan(4 << 20);
        ((GC.GetAllocatedBytesForCurrentThread() - allocated) / frames).ShouldBeLessThan(4000);
    }

    [Fact]
    public void Lies_about_lengths_reserve_no_memory()
    {
        using VectorPool vectors = new();
        using FrameDecoder decoder = new(new Recorder(), vectors, maxVector: 1000, maxControl: 64);
        Draws draws = new CounterStream(2, Purpose.Start).From();
        long before = Environment.WorkingSet;
        for (int k = 0; k < 100_000; k++)
        {
            // sealed as by a peer that knows the format, with any type, any length and any count
            byte[] frame = new byte[16 + 56 + 8];
            FrameType type = (FrameType)draws.Below(7);
            new EdgeHeader((EdgeMessageKind)(1 + draws.Below(5)), 0, 0, 0, 0, 0, 0, 0).Write(frame.AsSpan(16), (int)draws.Bits());
            Frame.WriteHeader(frame, type, (byte)draws.Below(3), 56 + draws.Below(9));
            if (draws.Below(2) == 0) BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(8), (int)draws.Bits());
            BinaryPrimitives.WriteUInt32LittleEndian(frame.AsSpan(0), Checksum.Of(frame.AsSpan(4, 12), frame.AsSpan(16)));
            decoder.Reset();
            Feed(decoder, frame, frame.Length);
        }
        (Environment.WorkingSet - before).ShouldBeLessThan(64 << 20);
    }

    [Fact]
    public void The_checksum_is_CRC_32C()
    {
        byte[] bytes = [.. Enumerable.Range(0, 20_012).Select(i => (byte)(i * i >> 3))];
        foreach (int length in new[] { 12, 20, 44, 4100, 4108, 4116, 8204, 8212, 20_012 })
        {
            // bit by bit, with the reflected polynomial of Castagnoli
            uint state = uint.MaxValue;
            foreach (byte b in bytes.AsSpan(0, length))
            {
                state ^= b;
                for (int bit = 0; bit < 8; bit++) state = (state & 1) != 0 ? state >> 1 ^ 0x82F63B78 : state >> 1;
            }
            Checksum.Of(bytes.AsSpan(length - 12, 12), bytes.AsSpan(0, length - 12)).ShouldBe(~state);
        }
    }

    [Fact]
    public void A_flip_of_any_one_or_two_bits_is_seen()
    {
        byte[] frame = new byte[Encoder.WholeSize(80)];
        Encoder.Whole(frame, Inbox.Header(), Wire_round_trip.Some(10), floats: false);
        uint sequence = 0;
        Frame.Stamp(frame, ref sequence);
        uint sum = BinaryPrimitives.ReadUInt32LittleEndian(frame);
        int bits = 8 * (frame.Length - 4);
        for (int i = 0; i < bits; i++)
        {
            Flip(i);
            for (int j = i + 1; j < bits; j++)
            {
                Flip(j);
                if (Checksum.Of(frame.AsSpan(4, 12), frame.AsSpan(16)) == sum) throw new InvalidOperationException($"bits {i} and {j}");
                Flip(j);
            }
            Checksum.Of(frame.AsSpan(4, 12), frame.AsSpan(16)).ShouldNotBe(sum);
            Flip(i);
        }
        void Flip(int bit) => frame[4 + bit / 8] ^= (byte)(1 << (bit % 8));
    }

    [Fact]
    public async Task A_damaged_greeting_is_refused_and_never_crashes()
    {
        byte[] hello = new Hello(new PeerAddress("127.0.0.1", 9), "a", 1, new byte[32], [1, 2, 3], false, new byte[32]).ToBytes();
        using MemoryStream whole = new();
        await Greeting.WriteAsync(whole, GreetingType.Hello, hello, 1, CancellationToken.None);
        byte[] good = whole.ToArray(), damaged = new byte[4096];
        Draws draws = new CounterStream(3, Purpose.Start).From();
        Handshake handshake = new(new Hello(new PeerAddress("127.0.0.1", 8), "b", 1, new byte[32], [], false, []), "secret");
        for (int k = 0; k < 5_000; k++)
        {
            int length = Damage(good, damaged, ref draws);
            using TwoWay stream = new(damaged.AsMemory(0, length));
            Exception refusal = await Should.ThrowAsync<Exception>(() => handshake.AnswerAsync(stream, _ => throw new InvalidOperationException("nobody proved the secret"), CancellationToken.None));
            (refusal is WireException or IOException).ShouldBeTrue(refusal.ToString());
        }
    }

    private static (List<byte[]> Messages, bool Broken) Decode(FrameDecoder decoder, Recorder sink, byte[] bytes, int length)
    {
        decoder.Reset();
        sink.Messages = [];
        bool broken = !Feed(decoder, bytes, length);
        return (sink.Messages, broken);
    }

    private static bool Feed(FrameDecoder decoder, byte[] bytes, int length)
    {
        try
        {
            for (int at = 0; at < length;)
            {
                Memory<byte> to = decoder.NextBuffer();
                int now = Math.Min(Math.Min(to.Length, length - at), 1500);
                bytes.AsSpan(at, now).CopyTo(to.Span);
                decoder.Advance(now);
                at += now;
            }
            return true;
        }
        catch (WireException)
        {
            return false;
        }
    }

    /// <summary>Four to eight messages, as a connection would send them; every tenth stream has one that is cut into frames (of short length, to be quick).</summary>
    private static byte[] Stream(ref Draws draws)
    {
        List<byte> all = [];
        int count = 4 + draws.Below(5), cut = draws.Below(10) == 0 ? draws.Below(count) : -1;
        for (int k = 0; k < count; k++)
        {
            byte[] frame = new byte[1024];
            EdgeHeader header = new((EdgeMessageKind)(1 + draws.Below(4)), draws.Below(100), draws.Below(100), draws.Bits(), draws.Bits(), k, draws.Uniform(), draws.Uniform());
            double[] vector = new double[draws.Below(24)];
            for (int i = 0; i < vector.Length; i++) vector[i] = draws.Normal();
            bool floats = draws.Below(3) == 0;
            if (k == cut && vector.Length > 1) all.AddRange(Cut(header, vector));
            else if (draws.Below(5) == 0)
            {
                byte[] bytes = MemoryMarshal.AsBytes(vector.AsSpan()).ToArray()[..Math.Min(8 * vector.Length, 61)];
                Encoder.Control(frame, header with { Kind = EdgeMessageKind.Control }, bytes);
                all.AddRange(frame[..Encoder.WholeSize(bytes.Length)]);
            }
            else
            {
                Encoder.Whole(frame, header, vector, floats);
                all.AddRange(frame[..Encoder.WholeSize((floats ? 4 : 8) * vector.Length)]);
            }
        }
        byte[] stream = [.. all];
        uint sequence = 0;
        Frame.Stamp(stream, ref sequence);
        return stream;
    }

    private static byte[] Cut(EdgeHeader header, double[] vector)
    {
        byte[] begin = new byte[16 + 56], numbers = MemoryMarshal.AsBytes(vector.AsSpan()).ToArray();
        header.Write(begin.AsSpan(16), vector.Length);
        Frame.WriteHeader(begin, FrameType.Begin, 0, 56);
        int half = numbers.Length / 16 * 8;
        byte[] first = new byte[16 + half], second = new byte[16 + numbers.Length - half], heartbeat = new byte[16];
        numbers.AsSpan(0, half).CopyTo(first.AsSpan(16));
        numbers.AsSpan(half).CopyTo(second.AsSpan(16));
        Frame.WriteHeader(first, FrameType.More, 0, half);
        Frame.WriteHeader(heartbeat, FrameType.Heartbeat, 0, 0);
        Frame.WriteHeader(second, FrameType.More, 0, numbers.Length - half);
        return [.. begin, .. first, .. heartbeat, .. second];
    }

    /// <summary>Flips bits, cuts, writes other lengths, doubles, moves or drops a piece, or appends noise.</summary>
    private static int Damage(byte[] from, byte[] to, ref Draws draws)
    {
        from.CopyTo(to, 0);
        int length = from.Length, at = draws.Below(length), piece = Math.Min(1 + draws.Below(200), length - at);
        switch (draws.Below(7))
        {
            case 0:
                for (int k = 1 + draws.Below(4); k > 0; k--) to[draws.Below(length)] ^= (byte)(1 << draws.Below(8));
                return length;
            case 1:
                return at;
            case 2:
                BinaryPrimitives.WriteInt32LittleEndian(to.AsSpan(Math.Min(at & ~7, length - 4)), draws.Below(2) == 0 ? (int)draws.Bits() : draws.Below(4096));
                return length;
            case 3:
                from.AsSpan(at, piece).CopyTo(to.AsSpan(at + piece));
                from.AsSpan(at + piece).CopyTo(to.AsSpan(at + 2 * piece));
                return length + piece;
            case 4:
                from.AsSpan(at + piece).CopyTo(to.AsSpan(at));
                return length - piece;
            case 5:
                from.AsSpan(draws.Below(length - piece + 1), piece).CopyTo(to.AsSpan(at));
                return length;
            default:
                for (int k = 0; k < piece; k++) to[at + k] = (byte)draws.Bits();
                return length;
        }
    }

    private sealed class Recorder : IFrameSink
    {
        public List<byte[]> Messages = [];

        public void Edge(in EdgeHeader header, ReadOnlySpan<double> vector) => Add(header, MemoryMarshal.AsBytes(vector));

        public void Control(in EdgeHeader header, ReadOnlySpan<byte> bytes) => Add(header, bytes);

        public void Goodbye(RefusalCause cause, string text) => throw new WireException(cause, text);

        private void Add(in EdgeHeader header, ReadOnlySpan<byte> payload)
        {
            byte[] message = new byte[56 + payload.Length];
            header.Write(message, payload.Length);
            payload.CopyTo(message.AsSpan(56));
            Messages.Add(message);
        }
    }

    private sealed class TwoWay(ReadOnlyMemory<byte> input) : MemoryStream
    {
        private int _at;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            int now = Math.Min(buffer.Length, input.Length - _at);
            input.Slice(_at, now).CopyTo(buffer);
            _at += now;
            return ValueTask.FromResult(now);
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;
    }
}

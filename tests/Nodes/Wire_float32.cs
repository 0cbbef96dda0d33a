using CsCheck;
using Gossip.Nodes.Wire;

namespace Gossip.Nodes.Tests;

public class Wire_float32
{
    [Fact]
    public async Task What_arrives_is_what_Round_gives_at_any_length()
    {
        await using Inbox a = Inbox.Tcp("a", o => o with { Float32 = true }), b = Inbox.Tcp("b");
        foreach (int length in new[] { 0, 1, 2, 15, 16, 17, 33, 65_513, 65_514, 65_515, 65_532, 65_533, 200_001, 1_000_000 })
        {
            double[] vector = Wire_round_trip.Some(length), rounded = [.. vector];
            Float32.Round(rounded);
            await a.SendAsync(b.Address, Inbox.Header(), vector);
            await Inbox.Until(() => !b.Messages.IsEmpty, $"{length} numbers");
            b.Messages.TryDequeue(out (PeerAddress, EdgeHeader, double[] Vector) got);
            got.Vector.AsSpan().SequenceEqual(rounded).ShouldBeTrue($"{length} numbers");
        }
        // 1,527,692 numbers in all
        a.Of(b.Address).BytesSent.ShouldBeInRange(4L * 1_527_692, 4L * 1_527_692 + 5000);
    }

    [Fact]
    public void An_entry_errs_by_at_most_2_to_the_minus_24_of_itself() => Gen.Double[1e-37, 3e38].Sample(x =>
    {
        double[] rounded = [x, -x];
        Float32.Round(rounded);
        Math.Abs(rounded[0] - x).ShouldBeLessThanOrEqualTo(x * Math.Pow(2, -24));
        rounded[1].ShouldBe(-rounded[0]);
        double[] again = [.. rounded];
        Float32.Round(again);
        again.ShouldBe(rounded);
    });
}

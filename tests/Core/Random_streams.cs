using Gossip.Core;

namespace Gossip.Core.Tests;

public class Random_streams
{
    [Fact]
    public void The_generator_is_SplitMix64()
    {
        // the published first outputs of SplitMix64 seeded with 1234567 (Vigna's reference code)
        CounterStream stream = new(1234567UL);
        stream.Bits(0).ShouldBe(6457827717110365317UL);
        stream.Bits(1).ShouldBe(3203168211198807973UL);
        stream.Bits(2).ShouldBe(9817491932198370423UL);
    }

    [Fact]
    public void Streams_of_different_purposes_and_ids_do_not_share_numbers()
    {
        HashSet<ulong> seen = [];
        foreach (Purpose purpose in Enum.GetValues<Purpose>())
            for (long id = 0; id < 50; id++)
                for (long k = 0; k < 20; k++)
                    seen.Add(new CounterStream(7, purpose, id).Bits(k)).ShouldBeTrue();
    }

    [Fact]
    public void Small_integers_are_uniform()
    {
        Draws draws = new CounterStream(3, Purpose.Split).From();
        int[] counts = new int[7];
        for (int k = 0; k < 70_000; k++) counts[draws.Below(7)]++;
        double chiSquare = counts.Sum(c => Math.Pow(c - 10_000.0, 2) / 10_000);
        chiSquare.ShouldBeLessThan(22.5); // 0.1 % point of chi-square with 6 degrees of freedom
    }

    [Fact]
    public void Gamma_and_normal_have_their_moments()
    {
        Draws draws = new CounterStream(5, Purpose.Split).From();
        const int Count = 200_000;
        double mean = 0, square = 0, gamma = 0, small = 0;
        for (int k = 0; k < Count; k++)
        {
            double x = draws.Normal();
            mean += x / Count;
            square += x * x / Count;
            gamma += draws.Gamma(2.5) / Count;
            small += draws.Gamma(0.3) / Count;
        }
        mean.ShouldBe(0, 0.01);
        square.ShouldBe(1, 0.015);
        gamma.ShouldBe(2.5, 0.02);
        small.ShouldBe(0.3, 0.01);
    }
}

using Gossip.Methods.Federated;

namespace Gossip.Federated.Tests;

/// <summary>What is said of times against what is drawn of them.</summary>
public sealed class Client_times
{
    private const int Many = 200_000;

    public static TheoryData<string> Laws => [.. Named.Keys];

    private static Dictionary<string, TimeLaw> Named { get; } = new()
    {
        ["fixed"] = new FixedTime(),
        ["exponential"] = new ExponentialTime(),
        ["log-normal"] = new LogNormalTime(0.8),
        ["measured"] = new MeasuredTime([[0.5, 0.7, 0.9], [1.2, 0.1, 0.1, 0.4]]),
    };

    [Theory]
    [MemberData(nameof(Laws))]
    public void Means_and_ticks_are_those_of_the_draws(string law)
    {
        ClientTimes times = new([0.7, 0.45], Named[law], 0.25);
        for (int client = 0; client < 2; client++)
        {
            (double sum, double ticks, double squares, int updates) = (0, 0, 0, 0);
            double waited = 0;
            for (int k = 0; k < Many; k++)
            {
                (double time, bool isLost) = times.Draw(9, client, k);
                time.ShouldBeGreaterThan(0);
                waited += time;
                if (isLost) continue;
                double needed = Math.Ceiling(waited / 0.3 - 1e-9);
                (sum, ticks, squares, updates, waited) = (sum + waited, ticks + needed, squares + waited * waited, updates + 1, 0);
            }
            double mean = sum / updates, se = Math.Sqrt((squares / updates - mean * mean) / updates);
            ((double)updates / Many).ShouldBe(0.75, 0.005);
            mean.ShouldBe(times.Mean(client), 4 * se);
            if (times.Ticks(0.3) is { } expected) (ticks / updates).ShouldBe(expected[client], 4 * se / 0.3 + 1e-9);
        }
    }

    [Fact]
    public void F_P_is_a_line_from_one_down()
    {
        ClientTimes.Spread(5, 80).Nominal.ShouldBe([1, .8, .6, .4, .2], 1e-12);
        ClientTimes.Spread(1, 80).Nominal.ShouldBe([1]);
        // 0.6/0.2 is meant to be 3
        ClientTimes.Spread(5, 80).Ticks(0.2)!.ShouldBe([5, 4, 3, 2, 1]);
    }

    [Fact]
    public void Exponential_ticks_have_the_closed_form()
    {
        double[] ticks = new ClientTimes([1, 0.5], new ExponentialTime(), 0.4).Ticks(0.3)!;
        // lost rounds thin a Poisson clock
        ticks[0].ShouldBe(1 / (1 - Math.Exp(-0.3 * 0.6)), 1e-12);
        ticks[1].ShouldBe(1 / (1 - Math.Exp(-0.6 * 0.6)), 1e-12);
    }
}

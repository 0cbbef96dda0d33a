using Gossip.Core;

namespace Gossip.Methods.Federated;

/// <summary>How long the local rounds of each client take, and how many of them are lost.</summary>
/// <param name="Nominal">The nominal time of each client's local round.</param>
/// <param name="Law">How it varies.</param>
/// <param name="DropOut">
/// The probability that an update never arrives, below 1. At the moment when it should have, the client takes the server's
/// model and begins anew.
/// </param>
public sealed record ClientTimes(IReadOnlyList<double> Nominal, TimeLaw Law, double DropOut = 0)
{
    /// <summary>Numbers of its stream that one local round of a client may use.</summary>
    private const int NumbersEach = 4;

    /// <summary>M.</summary>
    public int Clients => Nominal.Count;

    /// <summary>Whether the schedule of a run depends on its seed.</summary>
    public bool IsRandom => Law.IsRandom || DropOut > 0;

    /// <summary>
    /// F-P of the paper: τᵢ = 1 − (P/100)·i/(M − 1), client 0 the slowest with τ = 1, the fastest taking
    /// <paramref name="percent"/> % less. F0: all alike.
    /// </summary>
    public static ClientTimes Spread(int clients, double percent) =>
        new([.. Enumerable.Range(0, clients).Select(i => 1 - (clients == 1 ? 0 : percent / 100 * i / (clients - 1)))], new FixedTime());

    /// <summary>The mean time between two updates of a client that never waits.</summary>
    public double Mean(int client) => Law.Mean(client, Nominal[client]) / (1 - DropOut);

    /// <summary>The time of a client's k-th local round, and whether its update is lost.</summary>
    public (double Time, bool IsLost) Draw(ulong seed, int client, long k)
    {
        if (!IsRandom) return (Law is FixedTime ? Nominal[client] : Law.Mean(client, Nominal[client]), false);
        Draws draws = new CounterStream(seed, Purpose.ClientTime, client).From(NumbersEach * k);
        bool isLost = draws.Uniform() < DropOut;
        return (Law.Draw(client, Nominal[client], ref draws), isLost);
    }

    /// <summary>The mean number of ticks from a client's start to the tick that counts its update; null where there is no closed form.</summary>
    public double[]? Ticks(double interval)
    {
        var ticks = new double[Clients];
        for (int i = 0; i < Clients; i++)
        {
            // the update of the g-th round is the first to arrive with probability (1 − δ)δ^(g−1)
            double share = 1 - DropOut;
            for (int rounds = 1; share > 1e-17; rounds++, share *= DropOut)
            {
                if (Law.Ticks(i, Nominal[i], interval, rounds) is not { } each) return null;
                ticks[i] += share * each;
            }
        }
        return ticks;
    }
}

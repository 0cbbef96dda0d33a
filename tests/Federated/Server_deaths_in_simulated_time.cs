using System.Globalization;
using Gossip.Core;
using Gossip.Methods.Federated;
using Gossip.Methods.Online;
using Gossip.Nodes.Federated.Live;

namespace Gossip.Federated.Tests;

/// <summary>
/// A federated run in real time with its clocks, network and deaths simulated. Each seed is one run; a failing seed is in the message,
/// and <c>GOSSIP_SEED</c> replays it alone.
/// </summary>
public class Server_deaths_in_simulated_time
{
    private static readonly LocalUpdate Local = new() { Steps = 2, Rate = 0.02 };

    private static readonly LearnerMethod Optimistic = new() { Name = "sea-omd", Domain = new AllSpace(), Optimism = Optimism.LastGradient, Steps = new ConstantStep(0.5) };

    private static FederatedMethod Method(ulong seed) => (seed % 7) switch
    {
        0 => FederatedMethod.FedAvg(Local),
        1 => FederatedMethod.AsyncFedAvg(Local),
        2 => FederatedMethod.FedFix(Local, 0.5),
        3 => FederatedMethod.FedBuff(Local, 2),
        4 => FederatedMethod.FedBuff(Local, 3, restartsAtOnce: true),
        5 => FederatedMethod.FedFix(Local, 0.2) with { Weights = new EstimatedWeights() },
        _ => FederatedMethod.FedFix(Local, 0.5) with { Server = Optimistic },
    };

    [Fact]
    public void Every_update_is_counted_once_or_never_told_to_be_and_the_model_is_what_the_counted_ones_make() => Seeds(400, seed =>
    {
        using LiveSimulation run = new(Method(seed), Times(seed), processes: 5, seed);
        run.Run(8);
        for (int k = 0; k < 4; k++)
        {
            run.KillHolder();
            if ((seed + (ulong)k) % 2 == 0)
            {
                run.Run(run.Now + 0.4 * (seed % 5));
                if (run.Processes > 3) run.KillAny();
            }
            run.Run(run.Now + 1 + 0.5 * (seed % 3));
            run.Suspect();
            run.Run(run.Now + 6);
            run.Restart();
            run.Run(run.Now + 8);
            run.Suspect();
        }
        run.Run(run.Now + 8);
        Register server = run.Server.ShouldNotBeNull();
        var history = run.History();
        history.Count.ShouldBeGreaterThan(50);
        (int, long)[] counted = [.. history.Select(h => (h.Record.Update.Client, h.Record.LocalRound))];
        counted.Distinct().Count().ShouldBe(counted.Length);
        run.Settled.Except(counted).ShouldBeEmpty();
        for (int i = 0; i < 5; i++) server.State.Updates[i].ShouldBe(counted.Count(c => c.Item1 == i));

        // what these updates make of the first model, round by round
        // x̂ ← x̂ − ηg and x ← x̂ − ηM, where g = −Σ ωᵢδᵢ of a round, and the plain step has η = 1 and M = 0
        (double η, double expects) = Method(seed).Server is null ? (1, 0) : (0.5, 1);
        double[] x = [0, 0], hidden = [0, 0];
        var rounds = history.ToLookup(h => h.Record.Update.Round);
        for (long round = 0; round < server.State.Rounds; round++)
            for (int k = 0; k < 2; k++)
            {
                double g = -rounds[round].Sum(h => h.Record.Update.Weight * h.Difference[k]);
                hidden[k] -= η * g;
                x[k] = hidden[k] - η * expects * g;
            }
        history.Select(h => h.Record.Update.Round).ShouldBeInOrder();
        for (int k = 0; k < 2; k++) server.State.Model[k].ShouldBe(x[k], 1e-12);
    });

    [Fact]
    public void After_deaths_and_returns_FedAvg_ends_at_the_optimum_of_all() => Seeds(40, seed =>
    {
        using LiveSimulation run = new(FederatedMethod.FedAvg(Local with { Steps = 1, Rate = 0.15 }), Times(1), processes: 5, seed);
        run.Run(3);
        run.KillHolder();
        run.Run(run.Now + 6);
        run.Restart();
        run.Run(run.Now + 120);
        double[] best = Toy.Different.Optimum;
        for (int k = 0; k < 2; k++) run.Server!.State.Model[k].ShouldBe(best[k], 1e-9);
    });

    [Fact]
    public void Without_the_dead_FedAvg_ends_at_the_optimum_of_the_others() => Seeds(40, seed =>
    {
        using LiveSimulation run = new(FederatedMethod.FedAvg(Local with { Steps = 1, Rate = 0.15 }), Times(1), processes: 5, seed);
        run.Run(3);
        run.KillHolder();
        run.Run(run.Now + 150);
        double[] best = Toy.Mean([0, 2, 3, 4, 5]);
        for (int k = 0; k < 2; k++) run.Server!.State.Model[k].ShouldBe(best[k], 1e-9);
    });

    [Fact]
    public void Known_times_make_weights_unbiased_although_messages_take_time() => Seeds(12, seed =>
    {
        // F80 and 0.5: clients 0 to 2 are due at the very moment of a tick or between two, and must not miss it
        FederatedMethod method = seed % 2 == 0 ? FederatedMethod.FedFix(Local with { Steps = 1 }, 0.5) : FederatedMethod.AsyncFedAvg(Local with { Steps = 1, Rate = 0.005 });
        using LiveSimulation run = new(method, ClientTimes.Spread(5, 80), processes: 3, seed, trouble: 0);
        run.Run(200);
        double[] weight = run.Server!.State.Weight;
        double sum = weight.Sum();
        for (int i = 0; i < 5; i++) (weight[i] / sum).ShouldBe(0.2, 0.01);
        double updates = run.Server.State.Updates[0];
        (updates / (200 / LiveSimulation.Unit)).ShouldBe(1, 0.02);
    });

    private static ClientTimes Times(ulong seed) => seed % 3 == 2
        ? new ClientTimes(ClientTimes.Spread(5, 80).Nominal, new ExponentialTime(), 0.1)
        : ClientTimes.Spread(5, 80);

    private static void Seeds(ulong count, Action<ulong> run)
    {
        string? one = Environment.GetEnvironmentVariable("GOSSIP_SEED");
        ulong first = one is null ? 1 : ulong.Parse(one, CultureInfo.InvariantCulture);
        Parallel.For((long)first, (long)(one is null ? count : first) + 1, seed =>
        {
            try
            {
                run((ulong)seed);
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"GOSSIP_SEED={seed}: {failure.Message}", failure);
            }
        });
    }
}

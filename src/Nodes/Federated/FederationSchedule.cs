using Gossip.Methods.Federated;

namespace Gossip.Nodes.Federated;

/// <summary>
/// Who contributed how often until some time. When updates come does not depend on any model, so a schedule is found without one.
/// </summary>
/// <param name="Rounds">Rounds that ended.</param>
/// <param name="Counts">Updates of each client in these rounds.</param>
public sealed record FederationSchedule(long Rounds, IReadOnlyList<long> Counts)
{
    /// <summary>The schedule of a method up to and including a time.</summary>
    public static FederationSchedule Of(FederatedMethod method, ClientTimes times, IReadOnlyList<double> importance, ulong seed, double until)
    {
        long[] updates = new long[times.Clients];
        List<int> open = [];
        long rounds = Run(method, times, importance, new double[times.Clients], seed, until, e => open.Add(e.Client), () =>
        {
            foreach (int client in open) updates[client]++;
            open.Clear();
        });
        return new(rounds, updates);
    }

    /// <summary>Every update of a federation up to and including a time, in order.</summary>
    public static IReadOnlyList<ClientUpdate> Updates(Federation federation, double until)
    {
        List<ClientUpdate> updates = [];
        Run(federation.Method, federation.Times, federation.Importance, federation.Weights, federation.Seed, until, updates.Add, () => { });
        return updates;
    }

    /// <summary>φᵢ, the updates of each client per round.</summary>
    public double[] UpdatesPerRound() => [.. Counts.Select(count => Rounds > 0 ? (double)count / Rounds : 0)];

    private static long Run(
        FederatedMethod method, ClientTimes times, IReadOnlyList<double> importance, double[] weights, ulong seed, double until, Action<ClientUpdate> received, Action closed)
    {
        using FederationState state = new(times.Clients, dimension: 0, remembers: false);
        FederatedServer server = new(method, importance, weights, seed, long.MaxValue, state.Server);
        new FederatedEngine(method, times, seed, server, state, new NoWork()) { Received = received, Closed = _ => closed() }.Run(until);
        return state.Server.Rounds;
    }

    /// <summary>Clients of a schedule compute nothing.</summary>
    private sealed class NoWork : IClientWork
    {
        public void Begin(int client, long round)
        {
        }

        public bool IsDone(int client) => true;
    }
}

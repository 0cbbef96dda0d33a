using Gossip.Methods.Federated;

namespace Gossip.Nodes.Federated;

/// <summary>
/// Who contributed how often until some time. When updates come does not depend on any model, so a schedule is found without one.
/// </summary>
/// <param name="Rounds">Rounds that ended.</param>
/// <param name="Updates">Updates of each client in these rounds.</param>
public sealed record FederationSchedule(long Rounds, IReadOnlyList<long> Updates)
{
    /// <summary>The schedule of a method up to and including a time.</summary>
    public static FederationSchedule Of(FederatedMethod method, ClientTimes times, IReadOnlyList<double> importance, ulong seed, double until)
    {
        using FederationState state = new(times.Clients, dimension: 0, remembers: false);
        FederatedServer server = new(method, importance, new double[times.Clients], seed, long.MaxValue, state.Server);
        long[] updates = new long[times.Clients];
        List<int> open = [];
        FederatedEngine engine = new(method, times, seed, server, state, new NoWork())
        {
            Received = e => open.Add(e.Client),
            Closed = _ =>
            {
                foreach (int client in open) updates[client]++;
                open.Clear();
            },
        };
        engine.Run(until);
        return new(state.Server.Rounds, updates);
    }

    /// <summary>φᵢ, the updates of each client per round.</summary>
    public double[] UpdatesPerRound() => [.. Updates.Select(count => Rounds > 0 ? (double)count / Rounds : 0)];

    /// <summary>Clients of a schedule compute nothing.</summary>
    private sealed class NoWork : IClientWork
    {
        public void Begin(int client, long round)
        {
        }

        public bool IsDone(int client) => true;
    }
}

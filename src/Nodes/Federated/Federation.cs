using Gossip.Methods.Federated;
using Gossip.Objectives;

namespace Gossip.Nodes.Federated;

/// <summary>What a federated runtime runs: a method, clients with their objectives and times, and one server.</summary>
public sealed record Federation
{
    /// <summary>The method.</summary>
    public required FederatedMethod Method { get; init; }

    /// <summary>Client i's objective; all of one dimension.</summary>
    public required IReadOnlyList<IObjective> Objectives { get; init; }

    /// <summary>pᵢ, what each client's objective counts in the goal; they sum to 1.</summary>
    public required IReadOnlyList<double> Importance { get; init; }

    /// <summary>How long the clients' local rounds take.</summary>
    public required ClientTimes Times { get; init; }

    /// <summary>dᵢ, what an update of each client counts; see <see cref="ForHorizon"/>.</summary>
    public required double[] Weights { get; init; }

    /// <summary>φᵢ, how many updates of each client a round has on average.</summary>
    public required double[] UpdatesPerRound { get; init; }

    /// <summary>The root seed of times and cohorts.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The first model that counts for the mean of the models: model n is that after n rounds.</summary>
    public long AverageFrom { get; init; }

    /// <summary>Number of clients M.</summary>
    public int Clients => Objectives.Count;

    /// <summary>Dimension d of the problem.</summary>
    public int Dimension => Objectives[0].Dimension;

    /// <summary>q̃ᵢ as expected: what the rounds minimise is Σ q̃ᵢ fᵢ.</summary>
    public double[] ExpectedSurrogate() => Surrogate.Normalised(Method.Weights is EstimatedWeights
        ? Importance
        : [.. Weights.Select((d, i) => d * UpdatesPerRound[i])]);

    /// <summary>
    /// A federation with the weights that its method asks for. What has no closed form is counted on the schedule up to
    /// <paramref name="horizon"/>.
    /// </summary>
    /// <param name="method">The method.</param>
    /// <param name="objectives">Client i's objective.</param>
    /// <param name="times">The clients' times.</param>
    /// <param name="horizon">How long it is going to run.</param>
    /// <param name="seed">The root seed.</param>
    /// <param name="importance">pᵢ; 1/M each where it is null.</param>
    public static Federation ForHorizon(
        FederatedMethod method, IReadOnlyList<IObjective> objectives, ClientTimes times, double horizon, ulong seed = 1, IReadOnlyList<double>? importance = null)
    {
        int clients = objectives.Count;
        importance ??= [.. Enumerable.Repeat(1.0 / clients, clients)];
        if (times.Clients != clients || importance.Count != clients)
            throw new ArgumentException($"{clients} objectives, {times.Clients} times and {importance.Count} importances do not belong together");
        if (method.Trigger is BufferTrigger { Size: var c } && (c < 1 || c > clients)) throw new ArgumentException($"a buffer of {c} for {clients} clients");
        double[] updates = Participation.Expected(method.Trigger, times, Weighting.Expected(method.Weights, importance))
            ?? FederationSchedule.Of(method, times, importance, seed, horizon).UpdatesPerRound();
        return new()
        {
            Method = method,
            Objectives = objectives,
            Importance = importance,
            Times = times,
            Weights = Weighting.Of(method, importance, updates),
            UpdatesPerRound = updates,
            Seed = seed,
        };
    }
}

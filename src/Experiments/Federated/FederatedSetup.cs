using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Gossip.Core;
using Gossip.Experiments.Processes;
using Gossip.Experiments.Report;
using Gossip.Experiments.Running;
using Gossip.Experiments.Settings;
using Gossip.Methods.Federated;
using Gossip.Nodes.Federated;
using Gossip.Nodes.Federated.Live;
using Gossip.Objectives;
using Gossip.Topology;

namespace Gossip.Experiments.Federated;

/// <summary>
/// A federated experiment made ready: data read, clients and their times known, weights found. All that can be wrong with a
/// user's input has been told by then, and nothing has been written.
/// </summary>
public sealed class FederatedSetup
{
    /// <summary>Optima of problems larger than this are found only where asked for.</summary>
    private const int SmallDimension = 1000;

    private readonly Lazy<Fingerprint> _fingerprint;
    private readonly bool _isWhole;

    private FederatedSetup(Experiment experiment, Problem problem, Federation federation, double[]? point, bool isWhole)
    {
        (Experiment, Problem, Federation, Point, _isWhole) = (experiment, problem, federation, point, isWhole);
        KnowsOptimum = problem.IsSmooth && experiment.Record.Optimum switch
        {
            RecordSettings.Auto => problem.Dimension <= SmallDimension,
            RecordSettings.Always => true,
            _ => false,
        };
        Warnings = [.. problem.Notes, .. WarningsOf()];
        _fingerprint = new(FingerprintOf);
    }

    /// <summary>The experiment.</summary>
    public Experiment Experiment { get; }

    /// <summary>What the clients minimise together.</summary>
    public Problem Problem { get; }

    /// <summary>Method, objectives, times and weights.</summary>
    public Federation Federation { get; }

    /// <summary>The server's first model; null for the origin.</summary>
    public double[]? Point { get; }

    /// <summary>Whether the run is measured against the exact optimum.</summary>
    public bool KnowsOptimum { get; }

    /// <summary>What the user should know before trusting the numbers, a sentence each.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>What the run computes on, in hashes.</summary>
    public Fingerprint Fingerprint => _fingerprint.Value;

    /// <summary>Reads and checks all that an experiment names. Throws <see cref="InputException"/> for the user's mistakes.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="own">
    /// A process's clients, given how many there are in all: the objectives of the others are <see cref="Elsewhere"/>, and their data read
    /// only where something that all must know has to be computed from them. Null asks for all.
    /// </param>
    /// <param name="shared">Problems that are shared with other runs; null where there are none.</param>
    public static FederatedSetup Of(Experiment experiment, Func<int, IReadOnlyList<int>>? own = null, SharedProblems? shared = null)
    {
        Graph? graph = experiment.Graph.Specs.Count > 0 ? Networks.Graphs(experiment)[0].Graph : null;
        Problem problem = own is not null && Part(experiment, own) is { } part ? part : Read(experiment, graph, shared);
        if (own is null) Problems.RequireEnd(experiment, problem);
        IReadOnlyList<double>? importance = Clients.Importance(experiment, problem);
        if (graph is not null && importance is not null) throw InputException.At(experiment.Place("clients", "importance"), "importances", "none: on a graph all clients count the same");
        if (importance is not null) problem = problem.Weighted(importance);
        ClientTimes times = Clients.Times(experiment, problem.Nodes);
        FederatedMethod method = FederatedMethods.Of(experiment, problem, times, graph);
        double horizon = experiment.Stop.Time ?? StopSettings.Default.Time!.Value;
        Federation federation = Federation.ForHorizon(method, problem.Objectives, times, horizon, experiment.Seed, importance, graph);
        long rounds = FederationSchedule.Of(method, times, federation.Importance, experiment.Seed, horizon, graph).Rounds[0];
        bool isRandom = times.IsRandom || method.Trigger is CohortTrigger { Sampling.Kind: not SamplingKind.All };
        federation = federation with { AverageFrom = Math.Max(1, (long)((experiment.Record.MeanFrom ?? (isRandom ? 0.02 : 2.0 / 3)) * rounds + 1e-9)) };
        return new(experiment, problem, federation, StartingPoints.OfServer(experiment, problem), isWhole: own is null);
    }

    /// <summary>A runtime of the experiment's kind at time 0.</summary>
    public FederatedRuntime Runtime()
    {
        FederationState state = FederationState.Start(Federation, Point);
        return Experiment.Runtime.Kind == RuntimeSettings.Actors
            ? new ActorFederation(Federation, state, new(Experiment.Runtime.Threads ?? 0, Experiment.Runtime.NodesEach ?? 0))
            : new SequentialFederation(Federation, state);
    }

    /// <summary>What the processes of a cluster in real time agree on.</summary>
    public LiveFederation Live() => new()
    {
        Federation = Federation,
        Start = Point,
        IsMeasured = Experiment.Clients.IsMeasured,
        Digest = ClusterDigest.OfFederated(Experiment, Federation),
    };

    /// <summary>|x̃* − x*| for the optimum x̃* of Σ q̃ᵢ fᵢ; NaN where it is not known.</summary>
    public double SurrogateDistance(IReadOnlyList<double> weights)
    {
        if (!KnowsOptimum || !weights.Any(q => q > 0)) return double.NaN;
        double[] there = Problem.Weighted(weights).Optimum.Point;
        return Math.Sqrt(FederatedRecorder.SquaredDistance(there, Problem.Optimum.Point, Problem.Dimension));
    }

    /// <summary>The problem as it is known to a process with some of the clients; null where that takes the data of all.</summary>
    private static Problem? Part(Experiment experiment, Func<int, IReadOnlyList<int>> own)
    {
        if (experiment.Clients.Count is not { } n || experiment.Clients.Importance == ClientSettings.Samples) return null;
        IReadOnlyList<int> mine = own(n);
        LocalProblem part = Problems.BuildFor(experiment, n, mine, needsConstants: experiment.Method.Federated!.Local.Rate is null);
        IObjective[] all = new IObjective[n];
        Array.Fill(all, new Elsewhere(part.Dimension));
        foreach ((int k, int client) in mine.Index()) all[client] = part.Objectives[k];
        return new(all, part.Mu, part.L) { Start = StartingPoints.Common(part.Start) is { } start ? [.. all.Select(_ => start)] : null, Notes = part.Notes };
    }

    private static Problem Read(Experiment experiment, Graph? graph, SharedProblems? shared)
    {
        int? count = experiment.Clients.Count ?? graph?.Nodes;
        if (graph is not null && count != graph.Nodes) throw InputException.At(experiment.Place("clients", "count"), $"{count}", $"{graph.Nodes}, as the graph has nodes");
        bool isWhole = experiment.Problem.ClientColumn is null && experiment.Problem.Loss != "quadratic" && !DataSource.Find(experiment.Locate(experiment.Problem.Data)).PerNode;
        if (isWhole && count is null)
            throw InputException.At(experiment.Place("clients", "count"), "nothing", "how many clients the data are split over, or a problem.client-column that says it");
        Problem problem = Problems.Build(experiment, isWhole ? count : null, shared);
        return count is null || count == problem.Nodes
            ? problem
            : throw InputException.At(experiment.Place("clients", "count"), $"{count}", $"{problem.Nodes}, as the data have");
    }

    private IEnumerable<string> WarningsOf()
    {
        if (KnowsOptimum && !(Problem.Mu > 0)) yield return "mu = 0: there may be no optimum, or many, and errors are measured against one; problem.l2 above zero makes it unique";
        if (_isWhole && Experiment.Stop.Error is not null && !KnowsOptimum)
            yield return "the optimum is not looked for (record.optimum): stop.error does not count";
        double[] expected = Federation.ExpectedSurrogate();
        double bias = Surrogate.Bias(expected, Federation.Importance);
        if (bias < 1e-6) yield break;
        int worst = Enumerable.Range(0, expected.Length).MaxBy(i => Math.Abs(expected[i] - Federation.Importance[i]));
        string far = KnowsOptimum ? $", whose optimum is {Plain.Number(SurrogateDistance(expected))} away from the true one" : "";
        yield return $"with these weights the rounds minimise another function{far}: client {worst} counts {Plain.Number(expected[worst])} instead of {Plain.Number(Federation.Importance[worst])}";
    }

    private Fingerprint FingerprintOf()
    {
        double[] x = new double[Padding.Of(Problem.Dimension)];
        Point?.CopyTo(x, 0);
        return new(Fingerprint.DataOf(Problem, Point), Hex(SHA256.HashData(MemoryMarshal.AsBytes(x.AsSpan()))), "", Hex(SHA256.HashData(MemoryMarshal.AsBytes<double>([.. Federation.Times.Nominal]))));
    }

    private static string Hex(byte[] hash) => Convert.ToHexStringLower(hash);
}

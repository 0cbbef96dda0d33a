using Gossip.Core;
using Gossip.Experiments.Federated;
using Gossip.Experiments.Online;
using Gossip.Experiments.Running;
using Gossip.Experiments.Settings;
using Gossip.Methods.Linear;
using Gossip.Nodes;
using Gossip.Nodes.Federated.Live;
using Gossip.Nodes.Live;
using Gossip.Nodes.Online;
using Gossip.Nodes.Rounds;
using Gossip.Nodes.Virtual;
using Gossip.Objectives;
using Gossip.Topology;

namespace Gossip.Experiments.Processes;

/// <summary>
/// An experiment made ready for one process of a cluster: what all agree on, and the objectives and starts of its own nodes.
/// The data of other nodes are read only where something that all must know has to be computed from them.
/// </summary>
public sealed class NodeSetup
{
    private NodeSetup(LiveSwarm? live, VirtualRun? @virtual, IReadOnlyList<OwnNode> own, IReadOnlyList<string> warnings) =>
        (Live, Virtual, Own, OwnNodes, Warnings) = (live, @virtual, own, [.. own.Select(o => o.Node)], warnings);

    private NodeSetup(LiveFederation federated, IReadOnlyList<int> own, IReadOnlyList<string> warnings) =>
        (Federated, Own, OwnNodes, Warnings) = (federated, [], own, warnings);

    /// <summary>What all processes of a gossip run agree on in real time; else null.</summary>
    public LiveSwarm? Live { get; }

    /// <summary>What all processes of a gossip run agree on in virtual time; else null.</summary>
    public VirtualRun? Virtual { get; }

    /// <summary>What all processes of a federated run agree on; else null.</summary>
    public LiveFederation? Federated { get; }

    /// <summary>This process's nodes of a gossip run.</summary>
    public IReadOnlyList<OwnNode> Own { get; }

    /// <summary>The numbers of this process's nodes or clients.</summary>
    public IReadOnlyList<int> OwnNodes { get; }

    /// <summary>What the user should know, a sentence each.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Reads and checks what the nodes need, given as text such as <c>0-3,7</c>. Throws <see cref="InputException"/> for the user's mistakes.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="nodes">The process's nodes.</param>
    /// <param name="place">Where <paramref name="nodes"/> was given.</param>
    /// <param name="options">Who is told what takes long, and what ends it.</param>
    public static NodeSetup Of(Experiment experiment, string nodes, string place, SetupOptions? options = null) =>
        Of(experiment, (all, said) => NodeList.Parse(nodes, all, place, said), options);

    /// <summary>The same for a process that is one of several equal ones, and has its share of the nodes.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="layout">How nodes are shared out.</param>
    /// <param name="place">Where the number of processes was given.</param>
    /// <param name="options">Who is told what takes long, and what ends it.</param>
    public static NodeSetup Of(Experiment experiment, Layout layout, string place, SetupOptions? options = null) =>
        Of(experiment, (all, said) => layout.Replicas <= all ? layout.Share(all)
            : throw InputException.At(place, $"{layout.Replicas} processes", $"at most {all}, a node for each: {said ?? $"the graph has {all} nodes"}"), options);

    /// <summary>The nodes of a process, of how many there are, with words for that or none.</summary>
    private delegate IReadOnlyList<int> OwnOf(int all, string? said);

    private static NodeSetup Of(Experiment experiment, OwnOf ownOf, SetupOptions? options)
    {
        if (experiment.Method.Federated is not null) return OfFederated(experiment, ownOf);
        if (experiment.Method.Online is not null) return OfLearners(experiment, ownOf, options);
        GraphFile[] graphs = Networks.Graphs(experiment);
        bool isVirtual = experiment.Runtime.IsVirtualCluster;
        if (isVirtual) ClusterRules.CheckVirtual(experiment);
        else ClusterRules.Check(experiment, graphs[0].Graph);
        int n = graphs[0].Graph.Nodes;
        IReadOnlyList<int> own = ownOf(n, null);
        LocalProblem problem = Problems.BuildFor(experiment, n, own);
        double product = experiment.Method.Name == MethodSettings.Dadao ? DadaoTheory.LargestChiProduct : double.PositiveInfinity;
        OptimalRates? optimal = experiment.Rates.Plan is null ? null : new(experiment, options ?? new());
        Schedule schedule = Networks.Rate(experiment, graphs, product, optimal);
        if (Baselines.InRounds.Contains(experiment.Method.Name)) return InRounds(experiment, problem, schedule, own, optimal);
        LinearMethod method = Setup.Method(experiment, problem.Mu, problem.L, experiment.Method.Chi1 ?? schedule.Chi1, () => schedule.Chi2);
        OwnNode[] nodesHere = Nodes(experiment, problem, method, own, n);
        string[] notes = [.. problem.Notes, .. optimal?.Notes ?? []];
        if (isVirtual)
        {
            VirtualSwarm all = new()
            {
                Method = method,
                Schedule = schedule,
                Dimension = problem.Dimension,
                Seed = experiment.Seed,
                Recorded = experiment.Clocks is { } clocks ? EventFile.ReadClocks(experiment.Locate(clocks), schedule) : null,
                Digest = ClusterDigest.OfVirtual(experiment, schedule, problem.Mu, problem.L, problem.Dimension),
            };
            return new(null, all, nodesHere, notes);
        }
        RatedGraph rated = schedule.Graphs[0];
        EpochRates rates = new(experiment, rated, double.IsFinite(product) ? product : RateGuard.Kappa, product);
        LiveSwarm swarm = new()
        {
            Graph = rated.Graph,
            Rate = rates.Of,
            MeasuresCosts = experiment.Rates.Plan is { MeasuresCosts: true },
            Method = (chi1, chi2) => Setup.Method(experiment, problem.Mu, problem.L, chi1, () => chi2),
            Dimension = problem.Dimension,
            Seed = experiment.Seed,
            Digest = ClusterDigest.Of(experiment, rated, problem.Mu, problem.L, problem.Dimension),
        };
        return new(swarm, null, nodesHere, [.. notes, .. ClusterRules.Warnings(experiment)]);
    }

    private static NodeSetup OfFederated(Experiment experiment, OwnOf ownOf)
    {
        ClusterRules.CheckFederated(experiment);
        FederatedSetup setup = FederatedSetup.Of(experiment, Own);
        return new(setup.Live(), Own(setup.Federation.Clients), setup.Warnings);

        IReadOnlyList<int> Own(int all) => ownOf(all, $"there are {all} clients");
    }

    private static NodeSetup InRounds(Experiment experiment, LocalProblem whole, Schedule schedule, IReadOnlyList<int> own, OptimalRates? optimal)
    {
        (LocalProblem problem, IReadOnlyList<IObjective> objectives, double[][]? points) = BaselineProblems.For(experiment, whole, schedule.Nodes, own);
        RoundSwarm part = RoundMethods.Of(experiment, problem.Mu, problem.L, objectives, schedule);
        using RoundState start = RoundState.Start(part, points);
        byte[] digest = ClusterDigest.OfVirtual(experiment, schedule, problem.Mu, problem.L, problem.Dimension);
        return new(null, VirtualRounds.Of(part, digest), [.. own.Select((node, k) => new OwnNode(node, objectives[k], Rows(start, k)))], [.. problem.Notes, .. optimal?.Notes ?? []]);
    }

    private static NodeSetup OfLearners(Experiment experiment, OwnOf ownOf, SetupOptions? options)
    {
        ClusterRules.CheckLearners(experiment);
        if (experiment.Runtime.IsVirtualCluster) ClusterRules.CheckVirtual(experiment);
        // whoever measures knows the comparators
        OnlineSetup setup = OnlineSetup.Of(experiment, options, compares: false);
        if (setup.Graph is not { } graph) throw InputException.At(experiment.Source.Root.Place("graph"), "nothing", "a graph: a process has nodes of one");
        LearnerShare share = setup.Share(ownOf(graph.Schedule.Nodes, null));
        byte[] digest = ClusterDigest.OfLearners(setup);
        if (experiment.Runtime.IsVirtualCluster)
        {
            VirtualSwarm all = new() { Method = share.Method, Schedule = graph.Schedule, Dimension = share.Dimension, Seed = experiment.Seed, Digest = digest };
            return new(null, all, share.Nodes, setup.Warnings);
        }
        RatedGraph rated = graph.Schedule.Graphs[0];
        LiveSwarm swarm = new()
        {
            Graph = rated.Graph,
            Rate = new EpochRates(experiment, rated, RateGuard.Kappa, double.PositiveInfinity).Of,
            MeasuresCosts = experiment.Rates.Plan is { MeasuresCosts: true },
            Method = (_, _) => share.Method,
            Dimension = share.Dimension,
            Seed = experiment.Seed,
            Digest = digest,
        };
        return new(swarm, null, share.Nodes, [.. setup.Warnings, .. ClusterRules.Warnings(experiment)]);
    }

    private static OwnNode[] Nodes(Experiment experiment, LocalProblem problem, LinearMethod method, IReadOnlyList<int> own, int nodes)
    {
        double[][]? points = StartingPoints.Of(experiment, problem, nodes, own);
        using SwarmState start = SwarmState.Start(method, problem.Objectives, points, experiment.Start.Kind == StartSettings.Gradient);
        return [.. own.Select((node, k) => new OwnNode(node, problem.Objectives[k], Rows(start, k)))];
    }

    private static double[] Rows(NodeRows start, int k)
    {
        double[] rows = new double[start.RowCount * start.Dimension];
        for (int r = 0; r < start.RowCount; r++) start.Row(k, r).CopyTo(rows.AsSpan(r * start.Dimension));
        return rows;
    }
}

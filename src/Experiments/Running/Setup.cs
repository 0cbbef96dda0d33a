using Gossip.Core;
using Gossip.Experiments.Processes;
using Gossip.Experiments.Settings;
using Gossip.Methods.Linear;
using Gossip.Nodes;
using Gossip.Nodes.Clocks;
using Gossip.Nodes.Rounds;
using Gossip.Nodes.Simulated;
using Gossip.Nodes.Virtual;
using Gossip.Nodes.Wire;
using Gossip.Objectives;
using Gossip.Sdp;
using Gossip.Topology;

namespace Gossip.Experiments.Running;

/// <summary>
/// An experiment made ready: data read, graph built, rates checked, optimum found. All that can be wrong with a user's
/// input has been told by then, and nothing has been written.
/// </summary>
public sealed class Setup
{
    private readonly Swarm? _swarm;
    private readonly Lazy<Forecast?> _forecast;

    private Setup(Experiment experiment, Problem problem, Schedule schedule, Swarm? swarm, RoundSwarm? rounds, double[][]? points, double chi1, OptimalRates? optimal)
    {
        KnowsOptimum = problem.IsSmooth && experiment.Record.Optimum != RecordSettings.Never;
        (Experiment, Problem, Schedule, Points, Chi1, Plans) = (experiment, problem, schedule, points, chi1, optimal?.Plans ?? []);
        Machines = SimulatedMachines.Of(experiment, schedule);
        (_swarm, Rounds) = (swarm is not null && Machines.ChangesEvents ? swarm with { Machines = Machines } : swarm, rounds);
        using NodeRows start = StartState();
        Theory = Theories.Of(this, start);
        _forecast = new(() => Forecasts.Beside(this));
        Warnings = [.. problem.Notes, .. optimal?.Notes ?? [], .. Theories.Warnings(this)];
        Fingerprint = Fingerprint.Of(this, start);
    }

    /// <summary>The experiment.</summary>
    public Experiment Experiment { get; }

    /// <summary>What the nodes minimise.</summary>
    public Problem Problem { get; }

    /// <summary>Who talks to whom, how often, and when.</summary>
    public Schedule Schedule { get; }

    /// <summary>Method, objectives, schedule and clocks, where the method has events.</summary>
    public Swarm Swarm => _swarm ?? throw new InvalidOperationException("a method in rounds has no clocks");

    /// <summary>Method, objectives and weights, where the method runs in rounds; null where it has events.</summary>
    public RoundSwarm? Rounds { get; }

    /// <summary>The machines that the run is imagined on.</summary>
    public Machines Machines { get; }

    /// <summary>The time that it would take there, from the start on.</summary>
    public WallClock Wall() => Rounds is null ? new EventWall(Swarm, Machines) : new RoundWall(Rounds, Machines);

    /// <summary>Recorded events, where they are replayed.</summary>
    internal RecordedClocks? Recorded => _swarm?.Recorded;

    /// <summary>x₀ of each node; null for the origin.</summary>
    public double[][]? Points { get; }

    /// <summary>The χ₁ that entered the method.</summary>
    public double Chi1 { get; }

    /// <summary>The plans behind optimal rates, one for each different graph; none for other rates.</summary>
    public IReadOnlyList<Plan> Plans { get; }

    /// <summary>Whether the run is measured against the exact optimum; else by its loss.</summary>
    public bool KnowsOptimum { get; }

    /// <summary>What is proven about the run.</summary>
    public Theory Theory { get; }

    /// <summary>What its method's matrices predict, where that can be had beside the run; computed at first use.</summary>
    public Forecast? Forecast => Predicts ? _forecast.Value : null;

    /// <summary>Whether a prediction is wanted beside the run.</summary>
    internal bool Predicts { get; init; } = true;

    /// <summary>What the user should know before trusting the numbers, a sentence each.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>What the run computes on, in four hashes.</summary>
    public Fingerprint Fingerprint { get; }

    /// <summary>Reads and checks all that an experiment names. Throws <see cref="InputException"/> for the user's mistakes.</summary>
    public static Setup Of(Experiment experiment, SetupOptions? options = null)
    {
        GraphFile[] graphs = Networks.Graphs(experiment);
        Problem problem = Problems.Build(experiment, graphs[0].Graph.Nodes, options?.Problems);
        Problems.RequireEnd(experiment, problem);
        double[][]? points = BaselineProblems.Points(experiment, problem);
        problem = BaselineProblems.Of(experiment, problem, points);
        IReadOnlyList<IObjective> objectives = BaselineProblems.Objectives(experiment, problem);
        double product = experiment.Method.Name == MethodSettings.Dadao ? DadaoTheory.LargestChiProduct : double.PositiveInfinity;
        OptimalRates? optimal = experiment.Rates.Plan is null ? null : new(experiment, options ?? new());
        Schedule schedule = Networks.Rate(experiment, graphs, product, optimal);
        double chi1 = experiment.Method.Chi1 ?? schedule.Chi1;
        bool predicts = options?.Predicts ?? true;
        if (Baselines.InRounds.Contains(experiment.Method.Name))
            return new(experiment, problem, schedule, null, RoundMethods.Of(experiment, problem.Mu, problem.L, objectives, schedule), points, chi1, optimal) { Predicts = predicts };
        Swarm swarm = new()
        {
            Method = Method(experiment, problem.Mu, problem.L, chi1, () => schedule.Chi2),
            Objectives = objectives,
            Schedule = schedule,
            Seed = experiment.Seed,
            Recorded = experiment.Clocks is { } file ? EventFile.ReadClocks(experiment.Locate(file), schedule) : null,
        };
        return new(experiment, problem, schedule, swarm, null, points, chi1, optimal) { Predicts = predicts };
    }

    /// <summary>The state at time 0.</summary>
    public NodeRows StartState() => Rounds is null ? StartOfSwarm() : RoundState.Start(Rounds, Points);

    /// <summary>A runtime of the experiment's kind at time 0, within this process.</summary>
    public IRuntime Runtime()
    {
        ActorOptions actors = new(Experiment.Runtime.Threads ?? 0, Experiment.Runtime.NodesEach ?? 0);
        return (Rounds, Experiment.Runtime.Kind) switch
        {
            (null, RuntimeSettings.Actors) => new ActorRuntime(Swarm, StartOfSwarm(), actors),
            (null, _) => new SequentialRuntime(Swarm, StartOfSwarm()),
            ({ } rounds, RuntimeSettings.Actors) => new ActorRounds(rounds, RoundState.Start(rounds, Points), actors),
            ({ } rounds, _) => new SequentialRounds(rounds, RoundState.Start(rounds, Points)),
        };
    }

    /// <summary>A runtime at time 0 whose nodes live in the processes at the given lanes.</summary>
    internal IClusterRuntime Connect(IReadOnlyList<PeerAddress> lanes, TransportOptions options, CancellationToken stop) => Rounds is { } rounds
        ? ClusterRounds.Connect(rounds, RoundState.Start(rounds, Points), lanes, options, stop: stop)
        : ClusterRuntime.Connect(Swarm, StartOfSwarm(), lanes, options, stop: stop);

    /// <summary>What processes of a cluster in virtual time agree on.</summary>
    internal byte[] DigestOfVirtualCluster() => ClusterDigest.OfVirtual(Experiment, Schedule, Problem.Mu, Problem.L, Problem.Dimension);

    /// <summary>The state of a swarm at time 0.</summary>
    internal SwarmState StartOfSwarm() => SwarmState.Start(Swarm.Method, Swarm.Objectives, Points, Experiment.Start.Kind == StartSettings.Gradient);

    /// <summary>The experiment's method, for objectives of the given constants and a graph of the given χ₁ and χ₂.</summary>
    internal static LinearMethod Method(Experiment experiment, double mu, double l, double chi1, Func<double> chi2)
    {
        if (experiment.Method.Name == MethodSettings.AdPsgd) return GossipSgd.Create(Step(experiment, l));
        if (experiment.Method.Name == MethodSettings.A2cid2) return A2cid2.Create(Step(experiment, l), chi1, chi2());
        if (experiment.Method.Name == Baselines.Gossip) return RandomizedGossip.Create();
        if (experiment.Method.Name == Baselines.AcceleratedGossip) return RandomizedGossip.Accelerated(chi1, chi2());
        RequireConstants(experiment, mu, l);
        return experiment.Method.Name == Baselines.Continuized ? Continuized.Create(mu, l, chi1, chi2(), experiment.Method.Published ? Continuized.PublishedPace : 1) : Dadao.Create(mu, l, chi1);
    }

    /// <summary>Refuses what methods for strongly convex and smooth objectives cannot do without.</summary>
    internal static void RequireConstants(Experiment experiment, double mu, double l)
    {
        if (!(mu > 0))
            throw InputException.At(experiment.Source.Root.Place("problem"), "mu = 0: this loss is not strongly convex on these data", "l2 above zero, such as problem.l2 = 0.01");
        if (!double.IsFinite(l))
            throw InputException.At(experiment.Source.Root.Place("problem"), "no l: the smoothness of this loss is not known", "problem.l, or a method with a rate of its own");
        if (mu > l)
            throw InputException.At(experiment.Source.Root.Place("problem"), FormattableString.Invariant($"mu = {mu} above l = {l}"), "mu ≤ l");
    }

    /// <summary>γ as given, or <paramref name="share"/>/L.</summary>
    internal static double Step(Experiment experiment, double l, double share = 0.5) => experiment.Method.Rate
        ?? (double.IsFinite(l) ? share / l : throw InputException.At(experiment.Place("method", "rate"), "nothing", "a step size: the smoothness of this loss is not known"));
}

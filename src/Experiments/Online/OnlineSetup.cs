using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Gossip.Core;
using Gossip.Experiments.Running;
using Gossip.Experiments.Settings;
using Gossip.Methods.Online;
using Gossip.Nodes;
using Gossip.Nodes.Online;
using Gossip.Nodes.Virtual;
using Gossip.Objectives;
using Gossip.Objectives.Streams;

namespace Gossip.Experiments.Online;

/// <summary>
/// An online experiment made ready: rows read, theory's constants known, comparators found. All that can be wrong with a user's
/// input has been told by then, but for lines that have yet to come, and nothing has been written.
/// </summary>
internal sealed class OnlineSetup : IDisposable
{
    private OnlineSetup(Experiment experiment, LossStream stream, TableReader? table, LearnerGraph? graph, bool compares)
    {
        (Experiment, Stream, Graph) = (experiment, stream, graph);
        Rounds = stream.Length ?? experiment.Stop.Rounds;
        Facts = new(experiment, stream, table);
        Method = OnlineMethods.Of(experiment, Facts, Rounds);
        Start = StartOf(experiment, stream.Dimension);
        Comparators = compares ? ComparatorsOf() : Comparators.None;
        Warnings = [.. table?.Notes ?? [], .. graph?.Notes ?? []];
        Fingerprint = FingerprintOf();
    }

    /// <summary>The experiment.</summary>
    public Experiment Experiment { get; }

    /// <summary>What is met; by the nodes of a graph together.</summary>
    public LossStream Stream { get; }

    /// <summary>Who shares what with whom; null where one learner is alone.</summary>
    public LearnerGraph? Graph { get; }

    /// <summary>D, G, L.</summary>
    public OnlineFacts Facts { get; }

    /// <summary>Who meets it.</summary>
    public OnlineMethod Method { get; }

    /// <summary>x₁; empty for the domain's centre.</summary>
    public double[] Start { get; }

    /// <summary>T; null where nothing ends the run but the stream.</summary>
    public long? Rounds { get; }

    /// <summary>With whom the learner is compared.</summary>
    public Comparators Comparators { get; }

    /// <summary>What dynamic regret is measured against, in words.</summary>
    public string ComparedWith =>
        Experiment.Record.ComparatorFile is { } file ? $"against the points of {file}"
        : Stream.Environment is not null ? "in expectation, against the minimiser of each round's expected loss"
        : $"against the best point of each of {Comparators.Sequence.Count} parts";

    /// <summary>What the user should know before trusting the numbers.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>What the run computes on.</summary>
    public Fingerprint Fingerprint { get; }

    /// <summary>Whether predictions.csv is written.</summary>
    public bool WritesPredictions => Stream is RowStream && (Experiment.Record.Predictions ?? Stream is LiveStream);

    /// <summary>Rounds between two measurements.</summary>
    public double Every => Experiment.Record.Every > 0 ? Experiment.Record.Every : Rounds is { } T ? Math.Max(1, Math.Ceiling(T / 500.0)) : 100;

    /// <summary>Reads and checks all that an experiment names. Throws <see cref="InputException"/> for the user's mistakes.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="options">Who is told what takes long, and what ends it.</param>
    /// <param name="compares">Whether comparators are looked for; a process of a cluster leaves that to whoever measures.</param>
    public static OnlineSetup Of(Experiment experiment, SetupOptions? options = null, bool compares = true)
    {
        StreamSettings s = experiment.Problem.Stream!;
        LearnerGraph? graph = LearnerGraph.Of(experiment, options ?? new());
        TableReader? table = s.File is null ? null : Read(experiment, s);
        LossStream stream = StreamOf(experiment, s, table, graph);
        try
        {
            return new(experiment, stream, table, graph, compares);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>A run before its first round.</summary>
    public OnlineRun Run(Action<double>? played) => new(Stream, Method.Start(Stream.Dimension, Start), new(Method.Domain, Stream.Dimension, Comparators))
    {
        TellsMiddle = Experiment.Method.Online!.Optimism == "middle-gradient",
        Played = played,
    };

    /// <summary>A network before its first round, on a runtime that it disposes of in the end; the experiment's own where it is null.</summary>
    public LearnerNetwork Network(Func<Swarm, SwarmState, IRuntime>? run = null)
    {
        (JointStream streams, LearnerMethod method) = ((JointStream)Stream, (LearnerMethod)Method);
        if (!Graph!.IsOnClocks) return new OnlineNetwork(Graph.Schedule.Graphs[0].Graph, streams, method, Graph.Mixing, Comparators, Start) { SharesDeviation = Experiment.Method.Online!.SharesDeviation };
        RuntimeSettings runtime = Experiment.Runtime;
        return new PoissonNetwork(Graph.Schedule, streams, method, Graph.Mixing, Comparators, Experiment.Seed, Start,
            runtime.Kind == RuntimeSettings.Actors ? new ActorOptions(runtime.Threads ?? 0, runtime.NodesEach ?? 0) : null, run);
    }

    /// <summary>The nodes of one process of a cluster before their first round.</summary>
    public LearnerShare Share(IReadOnlyList<int> own) =>
        LearnerShare.Of(own, (JointStream)Stream, (LearnerMethod)Method, Graph!.Mixing, Start, Experiment.Runtime.IsReal);

    /// <summary>Copies of all nodes of a cluster in real time, to measure.</summary>
    public LearnerWatch Watch() => new((JointStream)Stream, (LearnerMethod)Method, Comparators, Start);

    public void Dispose() => Stream.Dispose();

    private static LossStream StreamOf(Experiment experiment, StreamSettings s, TableReader? table, LearnerGraph? graph)
    {
        if (s.IsLive) return Live(s);
        if (graph is null) return table is null ? Synthetic(experiment, s) : Rows(experiment, s, table, table.Table);
        int n = graph.Schedule.Nodes;
        if (table is null) return new JointStream([.. Enumerable.Range(0, n).Select(i => Synthetic(experiment, s, i, n))]);
        SplitSettings split = experiment.Problem.Split;
        IReadOnlyList<Table> parts = new Split(Enum.Parse<SplitKind>(split.Kind, ignoreCase: true), split.Alpha).Over(table.Table, n, experiment.Seed);
        return new JointStream([.. parts.Select((part, i) => Rows(experiment, s, table, part, i, n))]);
    }

    private static TableReader Read(Experiment experiment, StreamSettings s)
    {
        string path = experiment.Locate(s.File!);
        if (!File.Exists(path)) throw InputException.At(experiment.Place("problem", "stream.file"), $"'{s.File}', which is no file in {experiment.Folder}", "a file of rows");
        return TableReader.Read(path, s.Loss, experiment.Problem.Target, experiment.Problem.Standardise, experiment.Problem.Bias, experiment.Problem.Scale);
    }

    /// <summary>The rows of one learner. All nodes of a graph have as many rounds; who has fewer rows goes through them more often.</summary>
    private static TableStream Rows(Experiment experiment, StreamSettings s, TableReader table, Table part, int node = 0, int nodes = 1) => new(part, table.Loss, new()
    {
        Rounds = experiment.Stop.Rounds ?? Math.Max(1, (long)table.Table.Rows * s.Passes * s.Batches.Count / s.Batches.Sum(m => (long)m) / nodes),
        Passes = s.Passes,
        IsShuffled = s.IsShuffled,
        Batches = s.Batches,
        LabelPeriods = s.LabelShift,
        Turns = s.Turns,
        Seed = experiment.Seed,
        Node = node,
    });

    private static LiveStream Live(StreamSettings s)
    {
        RowLoss loss = RowLoss.Of(s.Loss, () => s.Classes!.Value);
        LineSource source = StreamSettings.PortOf(s.Input!) is { } port ? new SocketLines(port) : new TextLines("standard input", Console.In);
        return new(source, loss, s.Features!.Value, s.SkipsBad);
    }

    private static LossStream Synthetic(Experiment experiment, StreamSettings s, int node = 0, int nodes = 1)
    {
        long rounds = experiment.Stop.Rounds ?? 2000;
        if (s.Kind != StreamSettings.RandomOrder) return Synthetic(experiment, s, rounds, node, nodes);
        if (s.Passes > rounds) throw InputException.At(experiment.Place("problem", "stream.passes"), $"{s.Passes}", $"at most {rounds}, the rounds");
        return new RandomOrderStream(Synthetic(experiment, s, (rounds + s.Passes - 1) / s.Passes, node, nodes), rounds);
    }

    private static SyntheticStream Synthetic(Experiment experiment, StreamSettings s, long rounds, int node, int nodes) => new(new()
    {
        Loss = Enum.Parse<SyntheticLoss>(s.Loss, ignoreCase: true),
        Regime = s.Kind switch
        {
            "alternating" => Regime.Alternating(s.Par!.Value),
            "drift" => Regime.Drift,
            "shift" => Regime.Shift((int)s.Par!.Value),
            "corrupt" => Regime.Corrupt((int)s.Par!.Value),
            "label-shift" => Regime.LabelShift(s.Par!.Value),
            _ => Regime.Iid,
        },
        Dimension = s.Dimension,
        Sigma = s.Sigma,
        Rounds = rounds,
        Seed = experiment.Seed,
        Batches = s.Batches,
        Node = node,
        Nodes = nodes,
        Heterogeneity = s.Heterogeneity,
    });

    private double[] StartOf(Experiment experiment, int d)
    {
        if (experiment.Start.From is StartSettings.Auto or StartSettings.Origin) return [];
        double[] start = StartingPoints.Of(experiment, d), padded = new double[Padding.Of(d)];
        start.CopyTo(padded, 0);
        double outside = Method.Domain.Violation(padded, d);
        return outside <= 1e-9 ? padded
            : throw InputException.At(experiment.Source.Root.Place("start"), $"a point that is {Plain.Number(outside)} outside the domain", $"one inside {experiment.Method.Online!.Domain.Kind}");
    }

    private Comparators ComparatorsOf()
    {
        if (Stream is LiveStream && Experiment.Record.ComparatorFile is { } beside) throw InputException.At(Experiment.Place("record", "comparators"), $"'{beside}' for a live stream", "none: nobody knows its rounds");
        if (Rounds is not { } T || Stream is LiveStream) return Comparators.None;
        IReadOnlyList<double[]> given = Experiment.Record.ComparatorFile is { } file ? ComparatorFile.Read(Experiment, file, Method.Domain, Stream.Dimension, T) : [];
        // the nodes' expected losses are one
        if (Stream.Environment is not null) return new(Comparators.Expected(Stream is JointStream joint ? joint.Parts[0] : Stream, Method.Domain, T), given, T);
        int blocks = (int)Math.Min(T, Experiment.Record.Comparators ?? 10);
        double[] best = BestPoint.Of(Stream, Method.Domain, 1, T)!;
        if (given.Count > 0) return new(best, given, T);
        // block k are the rounds t with ⌊(t − 1)·blocks/T⌋ = k
        long First(long k) => (k * T + blocks - 1) / blocks + 1;
        return new(best, [.. Enumerable.Range(0, blocks).Select(k => BestPoint.Of(Stream, Method.Domain, First(k), First(k + 1) - 1)!)], T);
    }

    private Fingerprint FingerprintOf()
    {
        byte[] data = Stream is LiveStream ? [] : SHA256.HashData(MemoryMarshal.AsBytes<double>(Comparators.Fixed ?? []));
        if (Experiment.Record.ComparatorFile is not null) data = SHA256.HashData([.. data, .. MemoryMarshal.AsBytes<double>([.. Comparators.Sequence.SelectMany(point => point)])]);
        return new(Convert.ToHexStringLower(data), Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes<double>(Start))), Graph is null ? "" : Fingerprint.Of(Graph.Schedule), "");
    }
}

using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Gossip.Experiments.Processes;
using Gossip.Experiments.Running;
using Gossip.Nodes.Live;
using Gossip.Nodes.Vitals;
using Gossip.Nodes.Wire;

namespace Gossip.Experiments.Outside;

/// <summary>Where a running cluster stands, and what is wrong with it. Numbers that are not known are null in JSON.</summary>
public sealed record ClusterStatus
{
    private const double SafeMargin = 0.5;

    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new FiniteOrNull() },
    };

    /// <summary>Whether nothing is wrong.</summary>
    public bool Healthy => Problems.IsEmpty;

    /// <summary>What is wrong, a sentence each.</summary>
    public required ImmutableArray<string> Problems { get; init; }

    /// <summary>What was ordered and is in force, a sentence each.</summary>
    public required ImmutableArray<string> Notes { get; init; }

    /// <summary>The epoch that most nodes are in, as 16 hexadecimal digits; a server's term.</summary>
    public required string Epoch { get; init; }

    /// <summary>Nodes that take part.</summary>
    public required int Members { get; init; }

    /// <summary>Nodes of the experiment.</summary>
    public required int Nodes { get; init; }

    /// <summary>d.</summary>
    public required int Dimension { get; init; }

    /// <summary>The latest time of any process.</summary>
    public required double Time { get; init; }

    /// <summary>Seconds per unit of time, the longest of any process.</summary>
    public required double UnitSeconds { get; init; }

    /// <summary>The unit over the shortest that is safe, the least of any process.</summary>
    public required double Margin { get; init; }

    /// <summary>Gradients of the nodes that take part, in their present lives.</summary>
    public required long Gradients { get; init; }

    /// <summary>Bytes sent by the processes that are there.</summary>
    public required long BytesSent { get; init; }

    /// <summary>(1/n) Σ|xᵢ − x̄|² over the nodes that take part; NaN of federated runs.</summary>
    public required double ConsensusDistance { get; init; }

    /// <summary>The relative mean squared distance to the optimum of those that take part; NaN where it was not measured.</summary>
    public double Error { get; init; } = double.NaN;

    /// <summary>The processes.</summary>
    public required ImmutableArray<ProcessStatus> Processes { get; init; }

    /// <summary>The nodes, by number.</summary>
    public required ImmutableArray<NodeStatus> NodeList { get; init; }

    /// <summary>The edges in force.</summary>
    public required ImmutableArray<EdgeStatus> Edges { get; init; }

    /// <summary>The server of a federated run, or null.</summary>
    public ServerStatus? Server { get; init; }

    /// <summary>From what processes said at two moments, the rates between them, and those that should have answered and did not.</summary>
    public static ClusterStatus Of(IReadOnlyList<ProcessReport> first, IReadOnlyList<ProcessReport> second, EdgeRates rates, ImmutableArray<PeerAddress> silent)
    {
        ProcessReport[] living = [.. second.Where(r => r.Epoch != 0)];
        ulong epoch = living.GroupBy(r => r.Epoch).OrderByDescending(g => g.Sum(r => r.Nodes.Length)).Select(g => g.Key).FirstOrDefault();
        ProcessReport[] inIt = [.. living.Where(r => r.Epoch == epoch)];
        ProcessReport? holder = inIt.Where(r => r.Server is not null).MaxBy(r => r.Server!.Term);
        double time = inIt.Select(r => r.Time).DefaultIfEmpty().Max(), before = first.Where(r => r.Epoch == epoch && epoch != 0).Select(r => r.Time).DefaultIfEmpty(time).Max();
        ClusterStatus status = new()
        {
            Problems = [],
            Notes = [],
            Epoch = epoch.ToString("x16", CultureInfo.InvariantCulture),
            Members = inIt.Select(r => r.Members).DefaultIfEmpty().Max(),
            Nodes = second.Select(r => r.AllNodes).DefaultIfEmpty().Max(),
            Dimension = second.Select(r => r.Dimension).DefaultIfEmpty().Max(),
            Time = time,
            UnitSeconds = inIt.Select(r => r.Unit).DefaultIfEmpty(double.NaN).Max(),
            Margin = inIt.Select(r => r.Margin).DefaultIfEmpty(double.NaN).Min(),
            Gradients = inIt.Sum(r => r.Nodes.Sum(n => n.Gradients)),
            BytesSent = second.Sum(r => r.BytesSent),
            ConsensusDistance = holder is null ? Spread([.. inIt.SelectMany(r => r.Nodes).Select(n => n.Rows)]) : double.NaN,
            Processes = [.. second.Select(r => Of(r, epoch))],
            NodeList = [.. second.SelectMany(r => r.Nodes.Where(n => n.Node < r.AllNodes || r.AllNodes == 0).Select(n => new NodeStatus(n.Node, r.Name, n.Gradients, n.Exchanges, n.Resends, n.GradientSeconds, n.Staleness))).OrderBy(n => n.Node)],
            Edges = [.. inIt.SelectMany(r => r.Nodes).SelectMany(n => n.Edges.Where(e => e.Rate > 0).Select(e => Of(n, e, rates, time - before))).OrderBy(e => (e.I, e.J))],
            Server = holder is null ? null : new(holder.Name, holder.Server!.Term, holder.Server.Rounds, holder.Server.Updates, Gossip.Experiments.Processes.NodeList.Text(holder.Server.Absent)),
        };
        bool isHeld = second.Any(r => r.IsHeld);
        return status with { Problems = [.. status.Faults(second, silent, isHeld || time > before)], Notes = isHeld ? ["its clocks are held, as ordered"] : [] };
    }

    /// <summary>As one JSON object.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Options);

    private IEnumerable<string> Faults(IReadOnlyList<ProcessReport> reports, ImmutableArray<PeerAddress> silent, bool moves)
    {
        foreach (PeerAddress lane in silent) yield return $"the process at {lane} does not answer";
        foreach (ProcessReport report in reports)
        {
            if (report.Paused.Length > 0 && !report.IsHeld) yield return $"{report.Name}: {report.Paused}";
            else if (report.Epoch == 0) yield return $"{report.Name}: {report.Standing}";
            else if (report.Epoch.ToString("x16", CultureInfo.InvariantCulture) != Epoch) yield return $"{report.Name}: is in another epoch than most";
            if (report.Trouble.Length > 0) yield return $"{report.Name}: {report.Trouble}";
        }
        if (Members < Nodes) yield return $"{Members} of {Nodes} nodes take part";
        if (Members > 0 && !moves) yield return "no progress: time stands still";
        if (Margin < SafeMargin) yield return $"outside the safe region: a margin of {Plain.Number(Margin)}";
        foreach (EdgeStatus edge in Edges.Where(e => e.IsShort))
            yield return $"edge {edge.I}-{edge.J} delivers {Plain.Number(edge.RealisedRate)} exchanges per unit of time where {Plain.Number(edge.PlannedRate)} are planned";
    }

    private static ProcessStatus Of(ProcessReport r, ulong epoch)
    {
        string state = r.IsStopping ? "is stopping" : r.Paused.Length > 0 ? r.Paused : r.Epoch == 0 ? r.Standing : r.Epoch == epoch ? "runs" : "is in another epoch";
        return new(r.Name, r.ProcessId, Gossip.Experiments.Processes.NodeList.Text(r.Nodes.Select(n => n.Node).Where(n => n < r.AllNodes || r.AllNodes == 0)), r.Epoch.ToString("x16", CultureInfo.InvariantCulture), state, r.Unit, r.Margin, r.BytesSent, r.CheckpointAge);
    }

    private static EdgeStatus Of(NodeReport node, EdgeReport edge, EdgeRates rates, double span) =>
        new(node.Node, edge.Peer, edge.Rate, rates.Of(node.Node, edge.Peer), edge.Exchanges, edge.Rate * span, edge.Exchanges > 0 ? edge.RoundTrip : double.NaN, edge.Deadline, edge.Waiting);

    private static double Spread(double[][] rows)
    {
        if (rows.Length == 0) return double.NaN;
        double[] mean = Mean(rows);
        return rows.Average(x => x.Zip(mean, (a, b) => (a - b) * (a - b)).Sum());
    }

    private static double[] Mean(double[][] rows) => [.. Enumerable.Range(0, rows[0].Length).Select(c => rows.Average(x => x[c]))];
}

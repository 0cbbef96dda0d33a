using System.Globalization;
using Gossip.Dashboard.Views;
using Gossip.Experiments.Processes;
using Gossip.Experiments.Report;
using Gossip.Nodes.Live;
using Gossip.Topology;

namespace Gossip.Dashboard.Feeds;

/// <summary>
/// Puts on a board what the processes of a running cluster say. Where nobody measures against the optimum, a node's error is its
/// distance to the mean of all that were heard; where nobody knows the graph, it is put together from what nodes say of their edges. What has been seen once and is silent is shown as gone.
/// </summary>
/// <param name="board">The board.</param>
/// <param name="title">The experiment's name.</param>
/// <param name="subtitle">What runs, in a line.</param>
/// <param name="notes">Whether to tell of processes that come and go, where nobody else does.</param>
public sealed class ClusterFeed(Board board, string title, string subtitle = "", bool notes = false)
{
    private static readonly string[] Columns = ["time", "error", "bound", "suboptimality", "consensus_distance", "loss", "accuracy", "test_loss", "test_accuracy", "rounds", "updates"];
    private readonly Lock _gate = new();
    private readonly Dictionary<Edge, Pace> _paces = [];
    private readonly Dictionary<Edge, EdgeReport> _edges = [];
    private readonly SortedDictionary<int, (NodeReport Report, string Process)> _nodes = [];
    private readonly SortedDictionary<string, ProcessReport> _processes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _there = [];
    private HashSet<int> _members = [];
    private Graph? _graph;
    private bool _hasBegun;
    private double _recorded = double.NegativeInfinity;

    /// <summary>(1/n) Σ|xᵢ − x̄|² over the nodes that were heard last; NaN where there are none.</summary>
    public double ConsensusDistance { get; private set; } = double.NaN;

    /// <summary>Whether anybody sees the board.</summary>
    internal bool IsWatched => board.IsWatched;

    /// <summary>Shows what was seen. For several threads.</summary>
    public void Take(ClusterSight sight)
    {
        lock (_gate)
        {
            IReadOnlyList<ProcessReport> reports = sight.Reports;
            board.Tell = sight.Tell;
            _graph ??= sight.Graph;
            if (!_hasBegun) board.Begin(Columns);
            _hasBegun = true;
            Remember(reports);
            (double[] distances, double consensus) = Consensus(reports);
            ConsensusDistance = consensus;
            Record(sight, reports, consensus);
            if (_nodes.Count == 0) return;
            Draw();
            Shading shading = new(Numbers(), Errors(sight, distances));
            board.Show(Status(reports) with
            {
                Title = title,
                Subtitle = subtitle,
                TakesOrders = reports.Count > 0,
                TakesRates = reports.Count > 0 && _edges.Count > 0,
                Rates = reports.Select(r => r.Rates).FirstOrDefault(r => r.Length > 0) ?? "",
                Tiles = Tiles(sight, reports, consensus),
                ErrorName = sight.NodeErrors is not null ? "distance² to the optimum" : "distance² to the mean",
                ErrorRange = shading.Range,
                Nodes = [.. Numbers().Select(node => Line(node, shading))],
                Edges = Edges(),
                Processes = [.. _processes.Values.Select(Line)],
            });
        }
    }

    private void Remember(IReadOnlyList<ProcessReport> reports)
    {
        foreach (ProcessReport report in reports)
        {
            _processes[report.Name] = report;
            if (_there.Add(report.Name) && notes) board.Note(report.Name, $"process {report.ProcessId} answers");
            foreach (NodeReport node in report.Nodes)
            {
                _nodes[node.Node] = (node, report.Name);
                Retire(node);
                foreach (EdgeReport edge in node.Edges)
                {
                    Edge key = Edge.Between(node.Node, edge.Peer);
                    _edges[key] = edge;
                    if (!_paces.TryGetValue(key, out Pace? pace)) _paces[key] = pace = new();
                    pace.Look(report.Time, edge.Exchanges, edge.Rate);
                }
            }
        }
        foreach (string name in _there.Except(reports.Select(r => r.Name)).ToArray())
        {
            _there.Remove(name);
            if (notes) board.Note(name, "does not answer any more");
        }
        _members = [.. reports.SelectMany(r => r.Nodes).Select(n => n.Node)];
    }

    /// <summary>An edge that its node speaks of no more is not used in the present epoch; one that only mended the graph is forgotten.</summary>
    private void Retire(NodeReport node)
    {
        foreach (Edge edge in _edges.Keys.Where(e => e.I == node.Node && node.Edges.All(report => report.Peer != e.J)).ToArray())
        {
            if (_graph is { } graph && graph.IndexOf(edge.I, edge.J) < 0) _edges.Remove(edge);
            else _edges[edge] = _edges[edge] with { Rate = 0 };
        }
    }

    private IEnumerable<int> Numbers() => _graph is null ? _nodes.Keys : Enumerable.Range(0, _graph.Nodes).Union(_nodes.Keys);

    /// <summary>Squared distances to the mean of the estimates that were heard, and their mean; NaN where there are none.</summary>
    private (double[] Distances, double Mean) Consensus(IReadOnlyList<ProcessReport> reports)
    {
        double[] distances = new double[_nodes.Keys.DefaultIfEmpty(-1).Max() + 1];
        Array.Fill(distances, double.NaN);
        NodeReport[] heard = [.. reports.Where(r => r.Epoch != 0).SelectMany(r => r.Nodes).Where(n => n.Rows.Length > 0)];
        if (heard.Length < 2 || heard.Any(n => n.Rows.Length != heard[0].Rows.Length)) return (distances, double.NaN);
        double[] mean = new double[heard[0].Rows.Length];
        foreach (NodeReport node in heard)
            for (int c = 0; c < mean.Length; c++) mean[c] += node.Rows[c] / heard.Length;
        double sum = 0;
        foreach (NodeReport node in heard)
        {
            double distance = 0;
            for (int c = 0; c < mean.Length; c++) distance += (node.Rows[c] - mean[c]) * (node.Rows[c] - mean[c]);
            distances[node.Node] = distance;
            sum += distance;
        }
        return (distances, sum / heard.Length);
    }

    private Func<int, double> Errors(ClusterSight sight, double[] distances) =>
        node => !_members.Contains(node) ? double.NaN
            : sight.NodeErrors is { } errors ? node < errors.Count ? errors[node] : double.NaN
            : node < distances.Length ? distances[node] : double.NaN;

    private void Draw()
    {
        if (_graph is not null) board.Draw(_graph);
        else if (_edges.Count > 0) board.Draw(new(Math.Max(_nodes.Keys.Max(), _edges.Keys.Max(e => e.J)) + 1, _edges.Keys.Order(), title));
        else if (_processes.Values.Any(p => p.Server is not null) && _nodes.Count > 1)
            board.Draw(new(_nodes.Keys.Max() + 1, Enumerable.Range(0, _nodes.Keys.Max()).Select(client => Edge.Between(client, _nodes.Keys.Max())), title));
    }

    private void Record(ClusterSight sight, IReadOnlyList<ProcessReport> reports, double consensus)
    {
        ServerReport? server = Server(reports);
        double time = sight.Point?.Time ?? reports.Where(r => r.Epoch != 0).Select(r => r.Time).DefaultIfEmpty(double.NaN).Max();
        if (!(time > _recorded) || !sight.IsOnAgenda) return;
        _recorded = time;
        (double rounds, double updates) = server is null ? (double.NaN, double.NaN) : (server.Rounds, server.Updates);
        board.Add(
        [
            sight.Point is { } p
                ? [time, p.Error, p.Bound, p.Suboptimality, p.ConsensusDistance > 0 ? p.ConsensusDistance : double.NaN, p.Score.Loss, p.Score.Accuracy, p.Score.TestLoss, p.Score.TestAccuracy, rounds, updates]
                : [time, double.NaN, double.NaN, double.NaN, consensus, double.NaN, double.NaN, double.NaN, double.NaN, rounds, updates],
        ]);
    }

    private static ServerReport? Server(IReadOnlyList<ProcessReport> reports) => reports.Select(r => r.Server).Where(s => s is not null).MaxBy(s => s!.Term);

    private static Present Status(IReadOnlyList<ProcessReport> reports)
    {
        string paused = reports.Select(r => r.Paused).FirstOrDefault(p => p.Length > 0) ?? "";
        (string state, string words) =
            reports.Count == 0 ? ("lost", "no process answers")
            : reports.Any(r => r.IsStopping) ? ("stopping", "all processes save and leave")
            : reports.Any(r => r.IsHeld) ? ("paused", "clocks stand still at all processes, as ordered")
            : reports.All(r => r.Paused.Length > 0) ? ("waiting", paused)
            : reports.All(r => r.Epoch == 0) ? ("waiting", "the run has not begun")
            : ("running", paused.Length > 0 ? $"some wait: {paused}" : "");
        return new() { Title = "", State = state, Words = words };
    }

    private List<Tile> Tiles(ClusterSight sight, IReadOnlyList<ProcessReport> reports, double consensus)
    {
        List<Tile> tiles = [];
        ServerReport? server = Server(reports);
        if (sight.Point is { } point)
        {
            if (double.IsFinite(point.Error)) tiles.Add(new("error", Display.Number(point.Error), "to the optimum of those that take part, relative to the start"));
            if (double.IsFinite(point.Score.Loss)) tiles.Add(new("loss", Display.Number(point.Score.Loss)));
            if (double.IsFinite(point.Score.TestAccuracy)) tiles.Add(new("test accuracy", Display.Number(point.Score.TestAccuracy)));
        }
        if (double.IsFinite(consensus)) tiles.Add(new("consensus distance", Display.Number(consensus), "the nodes' mean squared distance to their mean"));
        if (server is not null) tiles.Add(new("rounds", Display.Count(server.Rounds), $"of {Display.Count(server.Updates)} updates"));
        tiles.Add(new("time", Display.Number(reports.Select(r => r.Time).DefaultIfEmpty(double.NaN).Max()), "1 is one expected gradient per node"));
        int all = Numbers().Count(), there = Numbers().Count(_members.Contains);
        tiles.Add(new("nodes", there == all ? $"{all}" : $"{there} of {all}", $"in {Counted(reports.Count, "process", "processes")}"));
        if (reports.Count == 0) return tiles;
        tiles.Add(new("unit of time", $"{Display.Number(reports.Max(r => r.Unit) * 1e3)} ms", $"{Display.Number(reports.Min(r => r.Margin))} times the shortest that is safe"));
        tiles.Add(new("gradients", Display.Count(reports.Sum(r => r.Nodes.Sum(n => n.Gradients)))));
        if (_edges.Count > 0) tiles.Add(new("exchanges", Display.Count(reports.Sum(r => r.Nodes.Sum(n => n.Exchanges)) / 2)));
        return tiles;
    }

    private static string Counted(int count, string one, string many) => $"{count} {(count == 1 ? one : many)}";

    private NodeLine Line(int node, Shading shading)
    {
        bool isThere = _members.Contains(node);
        if (!_nodes.TryGetValue(node, out (NodeReport Report, string Process) known)) return new(node, $"{node}", "", false, "gone", "", "", "", "", "");
        (NodeReport report, string process) = known;
        bool isServer = _processes.TryGetValue(process, out ProcessReport? owner) && owner.Server is not null && node == owner.Nodes[^1].Node;
        return new(node, isServer ? "server" : $"{node}", process, isThere, isThere ? shading.Of(node) : "gone", shading.Words(node),
            Display.Count(report.Gradients), Display.Count(report.Exchanges), Display.Number(report.Time), report.GradientSeconds > 0 ? $"{Display.Number(report.GradientSeconds * 1e3)} ms" : "");
    }

    private IReadOnlyList<EdgeLine> Edges()
    {
        double fastest = _edges.Values.Select(e => e.Rate).DefaultIfEmpty(0).Max();
        IEnumerable<Edge> all = _graph is null ? _edges.Keys.Order() : _graph.Edges.Union(_edges.Keys.Order());
        IReadOnlySet<int> shown = board.Shown;
        return
        [
            .. all.Where(e => shown.Contains(e.I) && shown.Contains(e.J)).Select(edge =>
            {
                if (!_edges.TryGetValue(edge, out EdgeReport report)) return new EdgeLine(edge.I, edge.J, "", "", Sketch.Width(0, 0), "gone", "");
                Pace pace = _paces[edge];
                bool isThere = _members.Contains(edge.I) && _members.Contains(edge.J);
                return new EdgeLine(edge.I, edge.J, Display.Number(report.Rate), isThere ? Display.Number(pace.Realised) : "", Sketch.Width(report.Rate, fastest),
                    !isThere ? "gone" : report.Rate == 0 ? "unused" : StateOf(pace, report.Rate), report.RoundTrip > 0 ? $"{Display.Number(report.RoundTrip * 1e3)} ms" : "");
            }),
        ];
    }

    /// <summary>A Poisson clock strays from its rate by the root of what is expected; three of these are no fault of the edge.</summary>
    private static string StateOf(Pace pace, double planned)
    {
        if (!(pace.Expected >= 10)) return "young";
        double ratio = pace.Realised / planned, noise = 3 / Math.Sqrt(pace.Expected);
        return ratio + noise >= 0.9 ? "well" : ratio + noise >= 0.5 ? "weak" : "poor";
    }

    private ProcessLine Line(ProcessReport report)
    {
        bool isThere = _there.Contains(report.Name);
        return new(report.Name, report.ProcessId.ToString(CultureInfo.InvariantCulture), isThere, NodeList.Text(report.Nodes.Select(n => n.Node)),
            report.Epoch == 0 ? "none" : report.Epoch.ToString("x16", CultureInfo.InvariantCulture)[..8], Display.Number(report.Time), $"{Display.Number(report.Unit * 1e3)} ms",
            Display.Number(report.Margin), Display.Count(report.BytesSent), isThere ? report.Paused : "does not answer");
    }
}

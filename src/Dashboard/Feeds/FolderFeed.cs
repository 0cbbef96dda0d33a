using System.Globalization;
using Gossip.Core;
using Gossip.Dashboard.Views;
using Gossip.Experiments;
using Gossip.Experiments.Report;
using Gossip.Experiments.Running;
using Gossip.Topology;

namespace Gossip.Dashboard.Feeds;

/// <summary>Puts the folder of a run on a board: one that has ended, or one that still goes on, whose files are read as they grow.</summary>
public sealed class FolderFeed : IAsyncDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1), Silent = TimeSpan.FromMinutes(2);
    private readonly Board _board;
    private readonly RunFolder _folder;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _reading;
    private readonly GrowingTable _metrics, _cluster;
    private RatedGraph? _rated;
    private Experiment? _experiment;
    private DateTime _experimentOf;
    private string _epoch = "", _nodes = "", _outcome = "";

    /// <summary>Begins to read a folder. One that is no run's is an <see cref="InputException"/>.</summary>
    public FolderFeed(string folder, Board board)
    {
        if (!Directory.Exists(folder)) throw InputException.At(folder, File.Exists(folder) ? "a file" : "no such folder", "the folder of a run");
        (_board, _folder) = (board, new(folder));
        if (!File.Exists(_folder[RunFolder.Experiment])) throw InputException.At(folder, $"no {RunFolder.Experiment}", "the folder of a run");
        (_metrics, _cluster) = (new(_folder[RunFolder.Metrics]), new(_folder[RunFolder.Cluster]));
        Look();
        _reading = Task.Run(Read);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _reading.ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task Read()
    {
        while (!_stop.IsCancellationRequested)
        {
            await Task.Delay(Every, _stop.Token).ContinueWith(_ => { }, TaskScheduler.Default).ConfigureAwait(false);
            try
            {
                Look();
            }
            catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or InputException or System.Text.Json.JsonException)
            {
                // a new run is replacing this one: the next look sees more
            }
        }
    }

    private void Look()
    {
        ReadExperiment();
        if (_metrics.Read() is { IsNew: true }) _board.Begin(_metrics.Columns);
        if (_metrics.News.Count > 0) _board.Add(_metrics.News);
        _cluster.Read();
        TellOfCluster();
        Summary? summary = File.Exists(_folder[RunFolder.Summary]) ? Summary.FromJson(File.ReadAllText(_folder[RunFolder.Summary])) : null;
        bool isFailed = summary?.StopReason is StopReason.Diverged or StopReason.LostQuorum;
        TimeSpan silence = DateTime.UtcNow - File.GetLastWriteTimeUtc(_folder[RunFolder.Metrics]);
        if (summary is not null && summary.Outcome != _outcome) _board.Note("", _outcome = summary.Outcome);
        (string state, string words) = summary is not null ? (isFailed ? "failed" : "done", summary.Outcome)
            : !File.Exists(_folder[RunFolder.Metrics]) ? ("waiting", "nothing was measured yet")
            : silence > Silent ? ("lost", $"nothing was written for {(int)silence.TotalMinutes} minutes and there is no {RunFolder.Summary}: it has not begun, was interrupted or was killed")
            : ("running", "its files grow");
        Shading shading = new(Enumerable.Range(0, summary?.NodeErrors?.Count ?? 0), node => summary!.NodeErrors![node]);
        _board.Show(new()
        {
            Title = _experiment!.Name,
            Subtitle = $"{_experiment.Method.Name}{(_experiment.Graph.Specs.Count > 0 ? $" on {string.Join(", ", _experiment.Graph.Specs.Take(4))}" : "")}",
            State = state,
            Words = words,
            Tiles = Tiles(summary),
            ErrorName = "distance² to the optimum",
            ErrorRange = shading.Range,
            Nodes = [.. Enumerable.Range(0, _rated?.Graph.Nodes ?? 0).Select(node => new NodeLine(node, $"{node}", "", true, shading.Of(node), shading.Words(node), "", "", "", ""))],
            Edges = Edges(),
        });
    }

    private void ReadExperiment()
    {
        string path = _folder[RunFolder.Experiment];
        DateTime written = File.GetLastWriteTimeUtc(path);
        if (_experiment is not null && written == _experimentOf) return;
        _experiment = Experiment.Read(path);
        _experimentOf = written;
        _rated = null;
        if (_experiment.Graph.Specs.Count == 0) return;
        try
        {
            ReadGraph(_experiment);
        }
        catch (InputException missing)
        {
            // a folder may be looked at elsewhere, without the files that the run was made from
            _board.Note("", $"no graph is drawn: {missing.Message}");
        }
    }

    private void ReadGraph(Experiment experiment)
    {
        GraphFile file = Networks.Graphs(experiment)[0];
        string plan = _folder[RunFolder.Plan];
        // rates are those that the run wrote down, or can be had without solving anything
        _rated = File.Exists(plan) ? RateFile.Read(plan, file.Graph)
            : experiment.Rates.Plan is null && experiment.Method.Federated is null && experiment.Method.Online is null ? Networks.Rate(experiment, Networks.Graphs(experiment), double.PositiveInfinity, null).Graphs[0]
            : RatedGraph.Uniform(file.Graph, 0);
        _board.Draw(_rated.Graph);
    }

    private IReadOnlyList<EdgeLine> Edges()
    {
        if (_rated is null) return [];
        double fastest = _rated.Rates.Max();
        IReadOnlySet<int> shown = _board.Shown;
        return
        [
            .. _rated.Graph.Edges.Select((edge, e) => new EdgeLine(edge.I, edge.J, fastest > 0 ? Display.Number(_rated.Rates[e]) : "", "", Sketch.Width(_rated.Rates[e], fastest), "planned", ""))
                .Where(line => shown.Contains(line.I) && shown.Contains(line.J)),
        ];
    }

    private List<Tile> Tiles(Summary? summary)
    {
        List<Tile> tiles = [];
        void Last(string column, string name, string note = "")
        {
            if (_metrics.Last(column) is { } value && double.IsFinite(value)) tiles.Add(new(name, Display.Number(value), note));
        }
        Last("error", "error", "relative to the start");
        Last("loss", "loss");
        Last("test_accuracy", "test accuracy");
        Last("regret", "regret");
        Last("consensus_distance", "consensus distance");
        Last("rounds", "rounds");
        Last("round", "rounds");
        Last("time", "time");
        Last("gradients", "gradients");
        Last("communications", "exchanges");
        if (summary is not null) tiles.Add(new("seconds of computing", Display.Number(summary.Seconds)));
        if (_cluster.Text("nodes") is { } nodes) tiles.Add(new("nodes", nodes, $"in {_cluster.Text("processes")} processes"));
        if (_cluster.Last("unit") is { } unit) tiles.Add(new("unit of time", $"{Display.Number(unit * 1e3)} ms", $"{Display.Number(_cluster.Last("margin") ?? double.NaN)} times the shortest that is safe"));
        return tiles;
    }

    private void TellOfCluster()
    {
        if (_cluster.Text("epoch") is not { } epoch || _cluster.Text("nodes") is not { } nodes || (epoch == _epoch && nodes == _nodes)) return;
        (_epoch, _nodes) = (epoch, nodes);
        _board.Note("", $"epoch {epoch}: {nodes} nodes in {_cluster.Text("processes")} processes, at time {Display.Number(_cluster.Last("time") ?? double.NaN)}");
    }
}

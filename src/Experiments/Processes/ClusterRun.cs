using System.Diagnostics;
using Gossip.Experiments.Report;
using Gossip.Experiments.Running;
using Gossip.Nodes.Live;
using Gossip.Nodes.Wire;
using Gossip.Topology;

namespace Gossip.Experiments.Processes;

/// <summary>Follows a cluster from its start until something stops it.</summary>
internal abstract class ClusterRun<TPoint>(Experiment experiment, Crew crew, ClusterClient client, ClusterLaunch launch, RunOptions options)
{
    private const double FarAbove = 1e6, FarForSeconds = 30;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(50), ShowEvery = TimeSpan.FromMilliseconds(300), Fresh = TimeSpan.FromSeconds(2), Patience = TimeSpan.FromSeconds(90), ReturnPatience = TimeSpan.FromSeconds(60);
    private readonly Agenda _agenda = new(experiment.Record.Every, experiment.Record.At, experiment.Stop.Time ?? double.PositiveInfinity);
    private long _movedAt = Stopwatch.GetTimestamp(), _nearAt = Stopwatch.GetTimestamp(), _ranFrom, _reachedAt, _shownAt;
    private double _movedTo;
    private string _told = "";
    private PointFile<TPoint>? _metrics;

    /// <summary>The processes.</summary>
    protected Crew Crew => crew;

    /// <summary>All measurements on the agenda.</summary>
    protected List<TPoint> Points { get; } = [];

    /// <summary>Time and counts of the whole run.</summary>
    protected Tally Tally { get; } = new();

    /// <summary>Why it could not go on; empty while it could.</summary>
    protected string Why { get; private set; } = "";

    /// <summary>Seconds since the first measurement of the cluster.</summary>
    protected double Seconds => _ranFrom == 0 ? 0 : Stopwatch.GetElapsedTime(_ranFrom).TotalSeconds;

    /// <summary>Nodes of the experiment.</summary>
    protected abstract int Nodes { get; }

    /// <summary>What nodes are called.</summary>
    protected abstract string Called { get; }

    /// <summary>Whether errors are measured; else the loss alone.</summary>
    protected abstract bool KnowsOptimum { get; }

    /// <summary>Follows it with a file of its measurements, which has none yet, from the given start.</summary>
    protected async Task<TOutcome> Follow<TOutcome>(RunFolder folder, PointFile<TPoint> metrics, TPoint start, Func<StopReason, Watch, Task<TOutcome>> finish)
    {
        Watch watch = new(client);
        await using (watch.ConfigureAwait(false))
        {
            _metrics = metrics;
            using ClusterFile states = new(folder[RunFolder.Cluster]);
            Add(start);
            launch.Seen?.Invoke(Sight(watch, []) with { Point = AsMetric(start) });
            StopReason? reason = null;
            while (reason is null)
            {
                crew.Look();
                foreach (PeerAddress lane in crew.Lanes) watch.Follow(lane);
                reason = Look(watch, states);
                if (reason is null) await Task.Delay(Tick).ConfigureAwait(false);
            }
            return await finish(reason.Value, watch).ConfigureAwait(false);
        }
    }

    /// <summary>A measurement as all kinds of runs have it.</summary>
    protected abstract MetricPoint AsMetric(TPoint point);

    /// <summary>Measures a cluster from what its processes say; null while nothing has begun.</summary>
    protected abstract (TPoint Point, Reading Reading)? Measure(IReadOnlyList<ProcessReport> reports);

    /// <summary>How far it is.</summary>
    protected abstract Progress ProgressOf(Reading reading);

    /// <summary>The nodes' squared distances to the optimum, where it is known.</summary>
    protected virtual IReadOnlyList<double>? NodeErrors => null;

    /// <summary>The graph when everybody is there; null of a run with a server.</summary>
    protected virtual Graph? Graph => null;

    /// <summary>Adds a measurement.</summary>
    protected void Add(TPoint point)
    {
        Points.Add(point);
        _metrics!.Add(point);
        _metrics.Flush();
    }

    /// <summary>The nodes that do not take part.</summary>
    protected IEnumerable<int> Absent(Reading? reading) => reading is null ? [] : Enumerable.Range(0, Nodes).Except(reading.Members);

    /// <summary>Who was missing at the end, in words; empty where nobody was.</summary>
    protected string Missing(Reading? reading)
    {
        int[] absent = [.. Absent(reading)];
        return absent.Length == 0 ? "" : $"without {(absent.Length == 1 ? Called : Called + "s")} {NodeList.Text(absent)}{(KnowsOptimum ? $": {Plain.Number(reading!.State.ErrorOfAll)} from the optimum of all {Nodes}" : "")}";
    }

    /// <summary>What the reader should know, in sentences that end as the kind of run has it.</summary>
    protected IEnumerable<string> Warnings(Reading? reading, string ofRealTime, string ofDeaths, string ofAbsence)
    {
        int[] absent = [.. Absent(reading)];
        yield return $"the run was in real time: {ofRealTime}";
        if (crew.Deaths > 0) yield return $"{crew.Deaths} {(crew.Deaths == 1 ? "process" : "processes")} died and {crew.Restarts} {(crew.Restarts == 1 ? "was" : "were")} started again{ofDeaths}";
        if (absent.Length > 0) yield return $"at the end {Called}s {NodeList.Text(absent)} were missing: {(KnowsOptimum ? $"the error is that {ofAbsence}" : "the loss is that of the others' models")}";
    }

    /// <summary>What a summary says of the cluster.</summary>
    protected ClusterFacts Facts(int processes, int alive, Reading? reading) => new()
    {
        Processes = processes,
        ProcessesAlive = alive,
        NodesAlive = reading?.State.Nodes ?? 0,
        Deaths = crew.Deaths,
        Restarts = crew.Restarts,
        ErrorOfAll = reading?.State.ErrorOfAll ?? double.NaN,
        Unit = reading?.State.Unit ?? double.NaN,
        Margin = reading?.State.Margin ?? double.NaN,
        Resends = Tally.Resends,
    };

    private StopReason? Look(Watch watch, ClusterFile states)
    {
        IReadOnlyList<ProcessReport> reports = [.. watch.Latest(Fresh).Where(r => !crew.HasBuried(r.ProcessId))];
        Tally.Take(reports);
        bool isDue = Tally.Time >= _agenda.After(AsMetric(Points[^1]).Time);
        (TPoint Point, Reading Reading)? measurement = Measure(reports);
        Show(watch, reports, measurement?.Reading, isDue);
        if (measurement is { } measured)
        {
            if (_ranFrom == 0) _ranFrom = Stopwatch.GetTimestamp();
            Tell(measured.Reading);
            watch.Every = TimeSpan.FromSeconds(Math.Clamp(experiment.Record.Every * measured.Reading.State.Unit / 2, 0.05, 0.5));
            if (isDue)
            {
                MetricPoint point = measured.Reading.Point;
                Add(measured.Point);
                states.Add(point.Time, point.Error, measured.Reading.Epoch, measured.Reading.State, Seconds, Tally);
                if (HasDiverged(point)) return StopReason.Diverged;
                if (HasReached(measured.Reading)) return StopReason.Error;
                if (point.Time >= experiment.Stop.Time) return StopReason.Time;
            }
        }
        if (options.Stop.IsCancellationRequested) return StopReason.Interrupted;
        if (reports.Any(r => r.IsStopping)) return StopReason.Stopped;
        return Stuck(reports) is { } why && (Why = why).Length > 0 ? StopReason.LostQuorum : null;
    }

    private void Show(Watch watch, IReadOnlyList<ProcessReport> reports, Reading? reading, bool isDue)
    {
        if (launch.Seen is null || (!isDue && Stopwatch.GetElapsedTime(_shownAt) < ShowEvery)) return;
        _shownAt = Stopwatch.GetTimestamp();
        launch.Seen(Sight(watch, reports) with { Point = reading?.Point, IsOnAgenda = isDue && reading is not null });
    }

    private ClusterSight Sight(Watch watch, IReadOnlyList<ProcessReport> reports) => new(reports) { NodeErrors = NodeErrors, Graph = Graph, Tell = watch.Tell };

    /// <summary>A cluster that was too fast for a moment slows down and comes back, so only one that stays away has diverged.</summary>
    private bool HasDiverged(MetricPoint point)
    {
        double size = KnowsOptimum ? point.Error : point.Score.Loss / Math.Max(1, Math.Abs(AsMetric(Points[0]).Score.Loss));
        if (size <= FarAbove) _nearAt = Stopwatch.GetTimestamp();
        return !double.IsFinite(size) || Stopwatch.GetElapsedTime(_nearAt).TotalSeconds > FarForSeconds;
    }

    /// <summary>Whoever is on the way back is waited for, for a while.</summary>
    private bool HasReached(Reading reading)
    {
        if (!reading.IsWhole || !(reading.Point.Error <= experiment.Stop.Error))
        {
            _reachedAt = 0;
            return false;
        }
        if (_reachedAt == 0) _reachedAt = Stopwatch.GetTimestamp();
        return crew.Expected.All(reading.Members.Contains) || Stopwatch.GetElapsedTime(_reachedAt) > ReturnPatience;
    }

    /// <summary>Why nothing goes on any more, if so.</summary>
    private string? Stuck(IReadOnlyList<ProcessReport> reports)
    {
        if (!crew.HasHope && reports.Count == 0) return "all processes have ended";
        if (Tally.Time > _movedTo || reports.Any(r => r.IsHeld)) (_movedTo, _movedAt) = (Tally.Time, Stopwatch.GetTimestamp());
        if (Stopwatch.GetElapsedTime(_movedAt) < Patience) return null;
        string paused = reports.Select(r => r.Paused).FirstOrDefault(p => p.Length > 0) ?? (reports.Count == 0 ? "no process answers" : "no epoch has begun");
        return $"nothing has moved for {Patience.TotalSeconds:0} s ({paused})";
    }

    private void Tell(Reading reading)
    {
        string members = NodeList.Text(reading.Members);
        if (members != _told)
        {
            if (_told.Length > 0 || reading.Members.Count < Nodes)
                launch.Told((reading.Members.Count == Nodes, KnowsOptimum) switch
                {
                    (true, true) => $"all {Nodes} {Called}s take part again; the error is measured against the optimum of all",
                    (true, false) => $"all {Nodes} {Called}s take part again",
                    (false, true) => $"{reading.Members.Count} of {Nodes} {Called}s take part, without {NodeList.Text(Absent(reading))}; from now on the error is measured against the optimum of those that do ({Plain.Number(reading.Point.Error)}; of all {Nodes} {Called}s: {Plain.Number(reading.State.ErrorOfAll)})",
                    (false, false) => $"{reading.Members.Count} of {Nodes} {Called}s take part, without {NodeList.Text(Absent(reading))}",
                });
            _told = members;
        }
        options.Progress?.Invoke(ProgressOf(reading));
    }
}

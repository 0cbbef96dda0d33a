using System.Diagnostics;
using Gossip.Experiments.Report;
using Gossip.Nodes.Virtual;

namespace Gossip.Experiments.Running;

/// <summary>
/// Drives a runtime from one measurement to the next until something stops it. Between measurements it advances in slices
/// of about a fifth of a second, so that it can report, save and be stopped; slices never change a bit.
/// </summary>
internal sealed class Session : IDisposable
{
    private const double DivergedAbove = 1e6, SliceSeconds = 0.2;
    private readonly Setup _setup;
    private readonly IRuntime _runtime;
    private readonly Recorder _recorder;
    private readonly Agenda _agenda;
    private double _slice;
    private long _told = Stopwatch.GetTimestamp();

    /// <summary>A run on a runtime, which it disposes of in the end; the experiment's own where it is null.</summary>
    public Session(Setup setup, double? end = null, IRuntime? runtime = null)
    {
        _setup = setup;
        _runtime = runtime ?? setup.Runtime();
        _recorder = new(setup.Problem, setup.Theory);
        Experiment experiment = setup.Experiment;
        double clocksEnd = setup.Swarm.Recorded is { Events: [.., var last] } ? Math.BitIncrement(last.Time) : double.PositiveInfinity;
        _agenda = new(experiment.Record.Every, experiment.Record.At, end ?? Math.Min(experiment.Stop.Time ?? double.PositiveInfinity, clocksEnd));
        _slice = 10_000 / (setup.Swarm.Nodes + setup.Swarm.Schedule.Graphs.Max(g => g.TotalRate));
    }

    /// <summary>What runs.</summary>
    public IRuntime Runtime => _runtime;

    /// <summary>All measurements so far.</summary>
    public List<MetricPoint> Points { get; private set; } = [];

    /// <summary>Seconds spent advancing.</summary>
    public double Seconds { get; private set; }

    /// <summary>Events per second of these.</summary>
    public double EventsPerSecond => Seconds > 0 ? (_runtime.Gradients + _runtime.Exchanges) / Seconds : 0;

    /// <summary>Told every new measurement.</summary>
    public Action<MetricPoint> Measured { get; init; } = _ => { };

    /// <summary>Told several times a second.</summary>
    public Action<Progress> Progressed { get; init; } = _ => { };

    /// <summary>Called where a checkpoint is due.</summary>
    public Action Save { get; init; } = () => { };

    /// <summary>Goes on from the checkpoint in a folder, after the measurements made by then.</summary>
    public void Resume(RunFolder folder, Checkpoint from, List<MetricPoint> points)
    {
        Checkpoint.Restore(folder, _runtime.Load);
        _recorder.Origin = from.Origin;
        (Points, Seconds) = (points, from.Seconds);
    }

    /// <summary>Saves this moment, to be gone on from.</summary>
    public void SaveTo(RunFolder folder) =>
        new Checkpoint(_setup.Experiment.Settings(), _setup.Fingerprint, Points.Count, _recorder.Origin, Seconds).Save(folder, _runtime.Save);

    /// <summary>Runs to the end, or until stopped.</summary>
    public StopReason Run(CancellationToken stop)
    {
        double every = _setup.Experiment.CheckpointEvery ?? double.PositiveInfinity;
        double saveAt = _runtime.Time + every;
        if (Points.Count == 0) Measure();
        while (true)
        {
            if (Judge() is { } reason) return reason;
            double next = _agenda.After(_runtime.Time);
            // saved only here, where every measurement up to now has been taken
            while (_runtime.Time < next)
            {
                if (stop.IsCancellationRequested) return StopReason.Interrupted;
                if (_runtime.Time >= saveAt)
                {
                    Save();
                    saveAt = _runtime.Time + every;
                }
                Advance(Math.Min(next, saveAt));
            }
            Measure();
        }
    }

    /// <summary>What it came to.</summary>
    public Outcome Outcome(StopReason reason) => new()
    {
        Runtime = _runtime.Name,
        Reason = reason,
        Last = reason == StopReason.Interrupted ? _recorder.Measure(_runtime) : Points[^1],
        Points = Points,
        Seconds = Seconds,
        EventsPerSecond = EventsPerSecond,
        Digest = _runtime.State.Digest(),
        NodeErrors = _recorder.NodeDistances(_runtime.State.Nodes, _runtime.State.Estimate),
    };

    public void Dispose()
    {
        _runtime.State.Dispose();
        _runtime.Dispose();
    }

    private void Advance(double limit)
    {
        double until = Math.Min(limit, _runtime.Time + _slice);
        long began = Stopwatch.GetTimestamp();
        _runtime.Advance(until);
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        Seconds += seconds;
        if (seconds > 1.5 * SliceSeconds) _slice /= 2;
        else if (until < limit && seconds < 0.5 * SliceSeconds) _slice *= 2;
        if (Stopwatch.GetElapsedTime(_told).TotalSeconds < SliceSeconds / 2) return;
        _told = Stopwatch.GetTimestamp();
        Progressed(new(_runtime.Time, Points[^1].Error, EventsPerSecond, Remaining()));
    }

    private void Measure()
    {
        Points.Add(_recorder.Measure(_runtime));
        Measured(Points[^1]);
    }

    private StopReason? Judge()
    {
        MetricPoint now = Points[^1];
        if (!(now.Error <= DivergedAbove)) return StopReason.Diverged;
        if (now.Error <= _setup.Experiment.Stop.Error) return StopReason.Error;
        if (now.Time < _agenda.End) return null;
        return now.Time >= _setup.Experiment.Stop.Time ? StopReason.Time : StopReason.Clocks;
    }

    private double? Remaining()
    {
        if (_runtime.Time <= 0 || Seconds <= 0) return null;
        double secondsPerTime = Seconds / _runtime.Time, time = _agenda.End - _runtime.Time;
        if (_setup.Experiment.Stop.Error is { } target && Slope.Of(Points) is { } rate and > 0)
            time = Math.Min(time, Math.Log(Points[^1].Error / target) / rate);
        return double.IsFinite(time) ? Math.Max(0, time * secondsPerTime) : null;
    }
}

using Gossip.Experiments.Report;
using Gossip.Nodes.Simulated;
using Gossip.Nodes.Virtual;

namespace Gossip.Experiments.Running;

/// <summary>A gossip run in virtual time, measured as it goes.</summary>
internal sealed class Session : Drive<MetricPoint>
{
    private readonly Setup _setup;
    private readonly IRuntime _runtime;
    private readonly Recorder _recorder;
    private readonly WallClock _wall;

    /// <summary>A run on a runtime, which it disposes of in the end; the experiment's own where it is null.</summary>
    public Session(Setup setup, double? end = null, IRuntime? runtime = null)
        : base(
            setup.Experiment,
            setup.Fingerprint,
            new(setup.Experiment.Record.Every, setup.Experiment.Record.At, end ?? EndOf(setup)),
            10_000 / (setup.Schedule.Nodes + setup.Schedule.Graphs.Max(g => g.TotalRate)))
    {
        _setup = setup;
        _runtime = runtime ?? setup.Runtime();
        _recorder = new(setup.Problem, setup.Theory, setup.KnowsOptimum);
        _wall = setup.Wall();
    }

    /// <summary>What runs.</summary>
    public IRuntime Runtime => _runtime;

    /// <summary>Events per second of computing.</summary>
    public double EventsPerSecond => Seconds > 0 ? (_runtime.Gradients + _runtime.Exchanges) / Seconds : 0;

    private long BytesSent => _runtime.VectorsSent * sizeof(double) * _setup.Problem.Dimension;

    private protected override double Time => _runtime.Time;

    private protected override double Origin
    {
        get => _recorder.Origin;
        set => _recorder.Origin = value;
    }

    /// <summary>What it came to.</summary>
    public Outcome Outcome(StopReason reason) => new()
    {
        Runtime = _runtime.Name,
        Reason = reason,
        Last = reason == StopReason.Interrupted ? Take() : Points[^1],
        Points = Points,
        Seconds = Seconds,
        EventsPerSecond = EventsPerSecond,
        BytesSent = BytesSent,
        Digest = _runtime.State.Digest(),
        NodeErrors = _recorder.NodeDistances(_runtime.State.Nodes, _runtime.State.Estimate),
    };

    public override void Dispose()
    {
        _runtime.State.Dispose();
        _runtime.Dispose();
    }

    private protected override void Load(BinaryReader from) => _runtime.Load(from);

    private protected override void Store(BinaryWriter to) => _runtime.Save(to);

    private protected override void AdvanceTo(double until) => _runtime.Advance(until);

    private protected override MetricPoint Take() => _recorder.Measure(_runtime) with { WallTime = _wall.At(_runtime.Time), Bytes = BytesSent };

    private protected override StopReason? Judge()
    {
        MetricPoint now = Points[^1];
        if (_setup.KnowsOptimum ? !(now.Error <= DivergedAbove) : !(now.Score.Loss <= DivergedAbove * Math.Max(1, Math.Abs(Points[0].Score.Loss)))) return StopReason.Diverged;
        if (now.Error <= _setup.Experiment.Stop.Error) return StopReason.Error;
        if (now.Time < End) return null;
        return now.Time >= _setup.Experiment.Stop.Time ? StopReason.Time : StopReason.Clocks;
    }

    private protected override Progress Tell()
    {
        double time = End - _runtime.Time;
        if (_setup.Experiment.Stop.Error is { } target && Slope.Of(Points) is { } rate and > 0)
            time = Math.Min(time, Math.Log(Points[^1].Error / target) / rate);
        return new(_runtime.Time, _setup.KnowsOptimum ? Points[^1].Error : Points[^1].Score.Loss, EventsPerSecond, Remaining(time)) { IsLoss = !_setup.KnowsOptimum };
    }

    private static double EndOf(Setup setup)
    {
        double clocks = setup.Recorded is { Events: [.., var last] } ? Math.BitIncrement(last.Time) : double.PositiveInfinity;
        return Math.Min(setup.Experiment.Stop.Time ?? double.PositiveInfinity, clocks);
    }
}

using Gossip.Core;
using Gossip.Experiments.Running;
using Gossip.Experiments.Settings;
using Gossip.Methods.Online;
using Gossip.Nodes.Online;
using Gossip.Objectives.Streams;

namespace Gossip.Experiments.Online;

/// <summary>An online run; its time is the number of rounds.</summary>
internal sealed class OnlineSession : Drive<OnlinePoint>
{
    private readonly OnlineSetup _setup;
    private readonly PredictionFile? _predictions;
    private readonly VariationEstimator? _estimator;

    /// <summary>A run of an experiment, to <paramref name="end"/> where that is not the experiment's own.</summary>
    public OnlineSession(OnlineSetup setup, PredictionFile? predictions = null, double? end = null)
        : base(setup.Experiment, setup.Fingerprint, new(setup.Every, setup.Experiment.Record.At, end ?? setup.Rounds ?? double.PositiveInfinity), 10_000)
    {
        (_setup, _predictions) = (setup, predictions);
        RowStream? rows = setup.Stream as RowStream;
        _estimator = rows is null ? null : new(rows);
        Learning = setup.Run(rows is null ? null : loss =>
        {
            _predictions?.Add(rows, Learning!.Learner.Point, loss);
            _estimator!.Observe(Learning!.Learner.Point);
        });
    }

    /// <summary>What runs.</summary>
    public OnlineRun Learning { get; }

    /// <summary>Rounds per second of computing.</summary>
    public double RoundsPerSecond => Seconds > 0 ? Learning.Rounds / Seconds : 0;

    private protected override double Time => Learning.Rounds;

    private protected override bool IsOver => Learning.IsOver;

    private protected override double Origin { get; set; } = double.NaN;

    /// <summary>The last measurement of all.</summary>
    public OnlinePoint Last(StopReason reason) => reason == StopReason.Interrupted ? Take() : Points[^1];

    public override void Dispose() => Learning.Dispose();

    private protected override void Load(BinaryReader from)
    {
        Learning.Load(from);
        _estimator?.Load(from);
    }

    private protected override void Store(BinaryWriter to)
    {
        _predictions?.Flush();
        Learning.Save(to);
        _estimator?.Save(to);
    }

    private protected override void AdvanceTo(double until)
    {
        Learning.Advance((long)Math.Ceiling(until));
        _predictions?.Flush();
        if (!Learning.IsFinite)
            throw InputException.At($"round {Learning.Rounds} of the stream", "a loss that is not finite", "finite losses (a smaller domain or rate may help)");
    }

    private protected override OnlinePoint Take()
    {
        RegretMeter meter = Learning.Meter;
        (double variance, double variation) = _estimator is null ? (meter.Variance, meter.Variation) : (_estimator.Variance, _estimator.Variation);
        return new(
            meter.Rounds,
            meter.Rounds > 0 ? meter.Loss / meter.Rounds : double.NaN,
            meter.Regret,
            Hindsight(),
            meter.DynamicRegret,
            meter.Rounds > 0 ? Bound(variance, variation) : double.NaN,
            meter.LinearRegret,
            PathBound(),
            variance,
            variation);
    }

    private protected override StopReason? Judge()
    {
        if (Time >= End) return StopReason.Rounds;
        return Learning.IsOver ? StopReason.Stream : null;
    }

    private protected override Progress Tell() => new(Time, Learning.Meter.Loss / Math.Max(1, Learning.Rounds), RoundsPerSecond, Remaining(End - Time)) { IsOnline = true };

    private double Hindsight() => _setup.Stream switch
    {
        SyntheticStream { Options.Loss: SyntheticLoss.Regression } or LiveStream => double.NaN,
        { Environment: { } known } => Learning.Meter.HindsightRegret(known.IsLinear),
        _ => Learning.Rounds == _setup.Rounds ? Learning.Meter.Regret : double.NaN,
    };

    private double Bound(double variance, double variation)
    {
        OnlineSettings method = _setup.Experiment.Method.Online!;
        if (double.IsNaN(variance) || _setup.Experiment.Method.Rate is not null || method.Optimism != "last-gradient" || method.Map != "euclidean" || !double.IsFinite(_setup.Facts.Diameter)) return double.NaN;
        OnlineFacts facts = _setup.Facts;
        RegretMeter meter = Learning.Meter;
        SeaFacts sea = new(facts.Diameter, facts.GradientBound, facts.Smoothness, variance, variation,
            _estimator?.LargestVariance ?? meter.LargestVariance, _estimator?.LargestVariation ?? meter.LargestVariation);
        return (_setup.Experiment.Method.Name, method.Curvature) switch
        {
            (OnlineSettings.SeaOmd, OnlineSettings.Convex) => SeaBounds.Convex(sea),
            (OnlineSettings.SeaOmd, OnlineSettings.StronglyConvex) => SeaBounds.StronglyConvex(sea, facts.StrongConvexity),
            (OnlineSettings.SeaOmd, OnlineSettings.ExpConcave) when method.Ridge is null => SeaBounds.ExpConcave(sea, ((NewtonMap)((LearnerMethod)_setup.Method).Map).Beta, facts.Dimension),
            (OnlineSettings.OptimisticFtrl, _) => SeaBounds.Leader(sea),
            (OnlineSettings.Oftl, _) => SeaBounds.LeaderOfCurved(sea, facts.StrongConvexity, Learning.Rounds),
            _ => double.NaN,
        };
    }

    private double PathBound()
    {
        if (_setup.Experiment.Method is not { Name: OnlineSettings.SeaOmd, Rate: null, Online: { Curvature: OnlineSettings.Convex, Optimism: "last-gradient", Map: "euclidean" } }) return double.NaN;
        OnlineFacts facts = _setup.Facts;
        if (double.IsInfinity(facts.Diameter) || _setup.Method.Domain is AllSpace) return double.NaN;
        double D = facts.Diameter;
        return SeaBounds.Path(D, facts.GradientBound, Sea.Delta(D, facts.Smoothness), Learning.Meter.Deviation, Learning.Meter.Moves);
    }
}

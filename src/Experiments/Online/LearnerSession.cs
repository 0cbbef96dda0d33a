using Gossip.Core;
using Gossip.Experiments.Running;
using Gossip.Nodes;
using Gossip.Nodes.Online;
using Gossip.Nodes.Virtual;

namespace Gossip.Experiments.Online;

/// <summary>A run of learners on a graph.</summary>
internal sealed class LearnerSession : Drive<LearnerPoint>
{
    /// <summary>
    /// A run of an experiment, to <paramref name="end"/> where that is not the experiment's own, on a runtime that it disposes of in
    /// the end; the experiment's own where it is null.
    /// </summary>
    public LearnerSession(OnlineSetup setup, double? end = null, Func<Swarm, SwarmState, IRuntime>? runtime = null) : this(setup, setup.Network(runtime), end)
    {
    }

    private LearnerSession(OnlineSetup setup, LearnerNetwork network, double? end) : base(
        setup.Experiment,
        setup.Fingerprint,
        new(setup.Every, setup.Experiment.Record.At, end ?? (network is PoissonNetwork clocks ? clocks.End : setup.Rounds!.Value)),
        Math.Max(1, 10_000 / (network.Nodes + setup.Graph!.Schedule.Graphs[0].TotalRate))) => Network = network;

    /// <summary>What runs.</summary>
    public LearnerNetwork Network { get; }

    /// <summary>Rounds of nodes per second of computing.</summary>
    public double RoundsPerSecond => Seconds > 0 ? Network.Gradients / Seconds : 0;

    private protected override double Time => Network.Time;

    private protected override double Origin { get; set; } = double.NaN;

    /// <summary>What it came to.</summary>
    public LearnerOutcome Outcome(StopReason reason)
    {
        LearnerPoint last = reason == StopReason.Interrupted ? Take() : Points[^1];
        return new()
        {
            Runtime = Network.Name,
            Reason = reason,
            Last = last,
            Points = Points,
            Seconds = Seconds,
            BytesSent = last.Bytes,
            RoundsPerSecond = RoundsPerSecond,
            RoundsEach = last.Rounds / Network.Nodes,
            Digest = Network.Digest(),
        };
    }

    public override void Dispose() => Network.Dispose();

    private protected override void Load(BinaryReader from) => Network.Load(from);

    private protected override void Store(BinaryWriter to) => Network.Save(to);

    private protected override void AdvanceTo(double until)
    {
        Network.Advance(until);
        if (!Network.IsFinite)
            throw InputException.At($"time {Plain.Number(Network.Time)} of the network", "a loss that is not finite", "finite losses (a smaller domain or rate may help)");
    }

    private protected override LearnerPoint Take() => LearnerPoint.Of(Network, Network.Time, Network.Gradients, Network.Exchanges, Network.BytesSent);

    private protected override StopReason? Judge() => Time >= End ? StopReason.Rounds : null;

    private protected override Progress Tell() => new(Time, Network.Loss, RoundsPerSecond, Remaining(End - Time)) { IsOnline = true };
}

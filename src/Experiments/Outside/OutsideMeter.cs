using Gossip.Core;
using Gossip.Experiments.Federated;
using Gossip.Experiments.Processes;
using Gossip.Experiments.Report;
using Gossip.Experiments.Running;
using Gossip.Nodes.Live;
using Gossip.Objectives;

namespace Gossip.Experiments.Outside;

/// <summary>Measures a running cluster against the optimum, for whoever has the experiment and all of its data.</summary>
public sealed class OutsideMeter
{
    private readonly Func<IReadOnlyList<ProcessReport>, MetricPoint?> _measure;

    private OutsideMeter(IObjective objective, Func<IReadOnlyList<ProcessReport>, MetricPoint?> measure) => (Objective, _measure) = (objective, measure);

    /// <summary>An objective of the experiment, which knows the parameters' names where it is a network.</summary>
    public IObjective Objective { get; }

    /// <summary>Makes the experiment ready; one that is not what the cluster runs is an <see cref="InputException"/>.</summary>
    public static OutsideMeter Of(Experiment experiment, string digest)
    {
        if (experiment.Method.Federated is not null)
        {
            FederatedSetup federated = FederatedSetup.Of(experiment);
            Check(experiment, federated.Live().Digest, digest);
            FederatedMeter server = new(federated);
            return new(federated.Problem.Objectives[0], reports => server.Measure(reports)?.Point.AsMetric);
        }
        Setup setup = Setup.Of(experiment, new());
        Check(experiment, ClusterDigest.Of(experiment, setup.Swarm.Schedule.Graphs[0], setup.Problem.Mu, setup.Problem.L, setup.Problem.Dimension), digest);
        Meter meter = new(setup);
        return new(setup.Problem.Objectives[0], reports =>
        {
            Tally tally = new();
            tally.Take(reports);
            return meter.Measure(reports, tally) is { } reading ? reading.Point with { Bytes = tally.BytesSent } : null;
        });
    }

    /// <summary>Measures; null while no epoch has begun, or nobody holds the server.</summary>
    public MetricPoint? Measure(IReadOnlyList<ProcessReport> reports) => _measure(reports);

    private static void Check(Experiment experiment, ReadOnlyMemory<byte> own, string digest)
    {
        if (Convert.ToHexStringLower(own.Span) != digest) throw InputException.At(experiment.Name, "another experiment than the cluster runs", "the file that its processes were started from, and their data");
    }
}

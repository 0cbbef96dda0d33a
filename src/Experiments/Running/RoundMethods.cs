using Gossip.Experiments.Settings;
using Gossip.Methods.Rounds;
using Gossip.Nodes.Rounds;
using Gossip.Objectives;
using Gossip.Topology;

namespace Gossip.Experiments.Running;

/// <summary>From the section <c>method</c> to a method in rounds with the weights of its gossip steps.</summary>
internal static class RoundMethods
{
    /// <summary>What a runtime of rounds runs.</summary>
    public static RoundSwarm Of(Experiment experiment, double mu, double l, IReadOnlyList<IObjective> objectives, Schedule schedule)
    {
        string name = experiment.Method.Name;
        if (name is Baselines.Msda or Baselines.AdomPlus or Baselines.AllReduceNesterov) Setup.RequireConstants(experiment, mu, l);
        bool usesRates = name is Baselines.Msda or Baselines.AdomPlus or Baselines.ChebyshevGossip;
        Schedule weights = Weighting.Of(usesRates ? GossipWeights.Rates : GossipWeights.Metropolis, schedule);
        LaplacianRange range = LaplacianRange.Of(weights.Graphs);
        double most = 2 - range.Greatest; // 1 + λ_min(W)
        return new()
        {
            Method = name switch
            {
                Baselines.Msda => Msda.Create(mu, l, range.Gap),
                Baselines.AdomPlus => AdomPlus.Create(mu, l, 1 / range.Gap, experiment.Method.MultiConsensus, experiment.Method.Published),
                Baselines.ChebyshevGossip => ChebyshevGossip.Create(range.Gap),
                Baselines.Dgd => Dgd.Create(Setup.Step(experiment, l, most / 2)),
                Baselines.Extra => Extra.Create(Setup.Step(experiment, l, most / 2)),
                Baselines.GradientTracking => GradientTracking.Create(Setup.Step(experiment, l, most * most / 8)),
                Baselines.AllReduceGd => AllReduce.GradientDescent(Setup.Step(experiment, l, 1)),
                Baselines.AllReduceNesterov => AllReduce.Nesterov(mu, Setup.Step(experiment, l, 1)),
                _ => throw new ArgumentException($"{name} is no method in rounds"),
            },
            Objectives = objectives,
            Weights = weights,
            Seed = experiment.Seed,
        };
    }
}

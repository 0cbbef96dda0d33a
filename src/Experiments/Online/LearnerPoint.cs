using Gossip.Experiments.Report;
using Gossip.Nodes.Online;

namespace Gossip.Experiments.Online;

/// <summary>What was measured of a network of learners at a time. Numbers that nobody can know are NaN.</summary>
/// <param name="Time">Virtual time: in step the round, on clocks one round of each node on average.</param>
/// <param name="Rounds">Rounds of all nodes together.</param>
/// <param name="Loss">Mean of what the nodes paid a round.</param>
/// <param name="Regret">Mean over nodes of Σ F_t(x_t) − F_t(u).</param>
/// <param name="Least">The smallest of any node.</param>
/// <param name="Most">The largest of any node.</param>
/// <param name="Alone">The mean where nobody gossips.</param>
/// <param name="Dynamic">Mean regret against a sequence.</param>
/// <param name="DynamicAlone">The same where nobody gossips.</param>
/// <param name="Consensus">(1/n) Σ|xᵢ − x̄|² of the coming points.</param>
/// <param name="Communications">Exchanges.</param>
/// <param name="Bytes">Bytes sent.</param>
public readonly record struct LearnerPoint(
    double Time, long Rounds, double Loss, double Regret, double Least, double Most, double Alone, double Dynamic, double DynamicAlone, double Consensus, long Communications, long Bytes)
{
    /// <summary>Measures learners at a time, after so many rounds, exchanges and bytes.</summary>
    internal static LearnerPoint Of(LearnerGroup learners, double time, long rounds, long exchanges, long bytes) => new(
        time, rounds, learners.Loss, learners.Regret, learners.LeastRegret, learners.MostRegret, learners.AloneRegret,
        learners.DynamicRegret, learners.AloneDynamicRegret, learners.Distance, exchanges, bytes);

    /// <summary>The part that gossip runs have too: a round is a gradient.</summary>
    public MetricPoint AsMetric => new(Time, Rounds, Communications, double.NaN, double.NaN, double.NaN, Consensus, double.NaN);
}

using Gossip.Core;
using Gossip.Methods.Linear;
using Gossip.Methods.Rounds;
using Gossip.Nodes;
using Gossip.Nodes.Rounds;
using Gossip.Nodes.Virtual;
using Gossip.Objectives;
using Gossip.Topology;

namespace Gossip.Rounds.Tests;

/// <summary>How much a baseline needs until (1/n) Σ|xᵢ − x*|² is 1e-6 of its value at the problem's own start.</summary>
internal static class Counting
{
    public const double Accuracy = 1e-6;

    public static Problem Problem(string name, string root) => new ProblemOptions { Data = Path.Combine(root, "tests", "data", $"{name}_n16_s0") }.Build();

    /// <summary>Every edge alike, as in the reference.</summary>
    public static Schedule Constant(string graph) => Schedule.Constant(UniformRates.Smallest(GraphSpec.Parse(graph, 0)));

    /// <summary>The swarm of a method in rounds by its name, with the steps that an experiment has by default.</summary>
    public static RoundSwarm Swarm(string method, Problem problem, Schedule rated, ulong seed = 1)
    {
        (double mu, double l) = (problem.Mu, problem.L);
        bool usesRates = method is "msda" or "adom-plus" or "adom-plus-mc" or "adom-plus-mc-published" or "chebyshev-gossip";
        Schedule weights = Weighting.Of(usesRates ? GossipWeights.Rates : GossipWeights.Metropolis, rated);
        LaplacianRange range = LaplacianRange.Of(weights.Graphs);
        double most = 2 - range.Greatest; // 1 + λ_min(W)
        RoundMethod made = method switch
        {
            "msda" => Msda.Create(mu, l, range.Gap),
            "adom-plus" => AdomPlus.Create(mu, l, 1 / range.Gap, multiConsensus: false),
            "adom-plus-mc" => AdomPlus.Create(mu, l, 1 / range.Gap, multiConsensus: true),
            "adom-plus-mc-published" => AdomPlus.Create(mu, l, 1 / range.Gap, multiConsensus: true, published: true),
            "dgd" => Dgd.Create(most / (2 * l)),
            "extra" => Extra.Create(most / (2 * l)),
            "gradient-tracking" => GradientTracking.Create(most * most / (8 * l)),
            "chebyshev-gossip" => ChebyshevGossip.Create(range.Gap),
            "allreduce-gd" => AllReduce.GradientDescent(1 / l),
            "allreduce-nesterov" => AllReduce.Nesterov(mu, 1 / l),
            _ => throw new ArgumentException(method),
        };
        return new() { Method = made, Objectives = made.IsDual ? Duals(problem) : problem.Objectives, Weights = weights, Seed = seed };
    }

    public static RoundState Start(RoundSwarm swarm, Problem problem) => RoundState.Start(swarm, swarm.Method.IsDual ? LocalOptima(problem) : problem.Start);

    /// <summary>Gradients and communications; −1 where <paramref name="most"/> rounds do not suffice.</summary>
    public static (long Gradients, long Communications) InRounds(string method, Problem problem, Schedule rated, int most = 100_000)
    {
        RoundSwarm swarm = Swarm(method, problem, rated);
        using RoundState state = Start(swarm, problem);
        using SequentialRounds run = new(swarm, state);
        double goal = Accuracy * Origin(problem);
        while (!(Distance(state, problem) <= goal))
        {
            run.Advance(run.Time + 1);
            if (run.Rounds > most) return (-1, -1);
        }
        return (run.Gradients, run.Exchanges);
    }

    /// <summary>The run of median length over clock seeds 1, 2, ….</summary>
    public static (long Gradients, long Communications) Continuized(Problem problem, Schedule schedule, int seeds, double? pace = null)
    {
        (long Gradients, long Exchanges)[] runs = [.. Enumerable.Range(1, seeds).Select(seed => Continuized(problem, schedule, (ulong)seed, pace ?? Methods.Linear.Continuized.PublishedPace)).OrderBy(run => run.Exchanges)];
        return runs[seeds / 2];
    }

    public static IObjective[] Duals(Problem problem) => [.. problem.Objectives.Select(f => new Conjugate((ITwiceDifferentiable)f))];

    public static double[][] LocalOptima(Problem problem) =>
        [.. problem.Objectives.Select(f => new Problem([f]).Optimum.Point[..problem.Dimension])];

    /// <summary>The mean squared distance of the problem's own start.</summary>
    public static double Origin(Problem problem) => problem.Start!.Average(x => x.Select((value, c) => Math.Pow(value - problem.Optimum.Point[c], 2)).Sum());

    public static double Distance(NodeRows state, Problem problem)
    {
        double sum = 0;
        double[] x = new double[Padding.Of(problem.Dimension)];
        for (int i = 0; i < state.Nodes; i++)
        {
            state.Estimate(i, x);
            for (int c = 0; c < problem.Dimension; c++) sum += Math.Pow(x[c] - problem.Optimum.Point[c], 2);
        }
        return sum / state.Nodes;
    }

    private static (long Gradients, long Exchanges) Continuized(Problem problem, Schedule schedule, ulong seed, double pace)
    {
        LinearMethod method = Methods.Linear.Continuized.Create(problem.Mu, problem.L, schedule.Chi1, schedule.Chi2, pace);
        Swarm swarm = new() { Method = method, Objectives = Duals(problem), Schedule = schedule, Seed = seed };
        using SwarmState state = SwarmState.Start(method, swarm.Objectives);
        using SequentialRuntime run = new(swarm, state);
        double goal = Accuracy * Origin(problem);
        while (!(Distance(state, problem) <= goal)) run.Advance(run.Time + 1 / schedule.Graphs[0].TotalRate);
        return (run.Gradients, run.Exchanges);
    }
}

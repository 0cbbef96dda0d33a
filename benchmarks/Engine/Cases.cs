using Gossip.Core;
using Gossip.Methods.Linear;
using Gossip.Nodes;
using Gossip.Objectives;
using Gossip.Topology;

namespace Gossip.Benchmarks.Engine;

/// <summary>The swarms that are measured: DADAO at the smallest admissible uniform rates.</summary>
internal static class Cases
{
    /// <summary>Node i holds m Gaussian rows of d features.</summary>
    public static Swarm Make(string graph, int d, int m, string loss = "least-squares")
    {
        Graph made = GraphSpec.Parse(graph, seed: 1);
        RatedGraph rated = UniformRates.Smallest(made);
        Schedule schedule = Schedule.Constant(rated);
        IObjective[] objectives = [.. Enumerable.Range(0, made.Nodes).Select(i => Objective(i, d, m, loss))];
        // the constants only have to be sane: a benchmark looks at events, not at errors
        double mu = Math.Max(1e-2, objectives[0].Mu), l = Math.Max(objectives[0].L * 2, 2 * mu);
        return new()
        {
            Method = Dadao.Create(mu, l, schedule.Chi1),
            Objectives = objectives,
            Schedule = schedule,
            Seed = 1,
        };
    }

    public static SwarmState Start(this Swarm swarm) => SwarmState.Start(swarm.Method, swarm.Objectives);

    private static IObjective Objective(int node, int d, int m, string loss)
    {
        Draws draws = new CounterStream(1, Purpose.Start, node).From();
        double[] features = new double[m * d], targets = new double[m];
        for (int k = 0; k < features.Length; k++) features[k] = draws.Normal();
        for (int k = 0; k < m; k++) targets[k] = loss == "logistic" ? (draws.Uniform() < 0.5 ? -1 : 1) : draws.Normal();
        Table data = new("made", [.. Enumerable.Range(1, d).Select(c => $"x{c}")], features, targets);
        return loss == "logistic" ? new Logistic(data, 0.1) : new LeastSquares(data, 0.1);
    }
}

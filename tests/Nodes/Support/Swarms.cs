using Gossip.Core;
using Gossip.Methods.Linear;
using Gossip.Objectives;
using Gossip.Topology;

namespace Gossip.Nodes.Tests;

/// <summary>Small random swarms.</summary>
internal static class Swarms
{
    public static Swarm Dadao(string graph, int d = 3, ulong seed = 1)
    {
        Graph made = GraphSpec.Parse(graph, seed);
        return Dadao(Schedule.Constant(UniformRates.Smallest([made]).Single()), d, seed);
    }

    public static Swarm Dadao(Schedule schedule, int d = 3, ulong seed = 1)
    {
        PlainLeastSquares[] objectives = [.. Enumerable.Range(0, schedule.Nodes).Select(i => Random(i, d, seed))];
        return new()
        {
            Method = Methods.Linear.Dadao.Create(0.5, 6, schedule.Chi1),
            Objectives = objectives,
            Schedule = schedule,
            Seed = seed,
        };
    }

    /// <summary>Gossip SGD on logistic losses, two rows to a gradient.</summary>
    public static Swarm Minibatches(string graph, int d = 3, ulong seed = 1)
    {
        RatedGraph rated = UniformRates.Smallest(GraphSpec.Parse(graph, seed));
        return new()
        {
            Method = GossipSgd.Create(0.1),
            Objectives = [.. Enumerable.Range(0, rated.Graph.Nodes).Select(i => new Minibatch(Logistic(i, d, seed), 2, new CounterStream(seed, Purpose.Minibatch, i)))],
            Schedule = Schedule.Constant(rated),
            Seed = seed,
        };
    }

    public static SwarmState Start(this Swarm swarm, bool warm = false) => SwarmState.Start(swarm.Method, swarm.Objectives, warm: warm);

    private static Logistic Logistic(int node, int d, ulong seed)
    {
        Draws draws = new CounterStream(seed, Purpose.Start, node).From();
        double[] features = [.. Enumerable.Range(0, 12 * d).Select(_ => draws.Normal())], labels = [.. Enumerable.Range(0, 12).Select(_ => draws.Uniform() < 0.5 ? -1.0 : 1.0)];
        return new(new Table("made", [.. Enumerable.Range(1, d).Select(c => $"x{c}")], features, labels), 0.1);
    }

    /// <summary>Rows near the unit vectors, so that the Hessian is near 2I and well within [0.5, 6].</summary>
    private static PlainLeastSquares Random(int node, int d, ulong seed)
    {
        Draws draws = new CounterStream(seed, Purpose.Start, node).From();
        double[][] a = new double[d][];
        double[] b = new double[d];
        for (int k = 0; k < d; k++)
        {
            a[k] = [.. Enumerable.Range(0, d).Select(c => (c == k ? Math.Sqrt(d) : 0) + 0.2 * draws.Normal())];
            b[k] = 3 * draws.Normal();
        }
        return new(a, b);
    }
}

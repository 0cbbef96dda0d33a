using Gossip.Core;
using Gossip.Methods.Linear;
using Gossip.Methods.Online;
using Gossip.Nodes.Live;
using Gossip.Nodes.Online;
using Gossip.Objectives.Streams;
using Gossip.Topology;

namespace Gossip.Nodes.Tests;

/// <summary>Learners on live nodes, on a network that loses, doubles, delays and reorders, whose rounds take half a unit of time.</summary>
public class Learners_in_simulated_time
{
    private const int N = 8, D = 5;
    private const double Rate = 0.1;
    private static readonly Weather Storm = new() { Lost = 0.1, Doubled = 0.1, Reordered = 0.1, MeanDelay = 0.02, GradientTime = 0.5 };
    private static readonly LearnerMethod Linear = new() { Name = "ogd", Domain = new AllSpace(), Steps = new ConstantStep(Rate) };

    [Fact]
    public void In_a_storm_the_hidden_iterates_sum_to_all_steps_that_were_taken()
    {
        for (ulong seed = 1; seed <= 20; seed++)
        {
            using Nodes all = new(Linear, isTracked: false, SyntheticLoss.Linear, 40);
            using Simulation run = all.On("ring:8", seed);
            run.Run(200);
            run.Settle();
            run.Exchanges.ShouldBeGreaterThan(500);
            all.Learners.ShouldAllBe(node => node.Rounds == 40);
            double[] steps = all.SumOfGradients();
            for (int c = 0; c < D; c++) run.Alive.Sum(n => n.Row(0)[c]).ShouldBe(-Rate * steps[c], 1e-11, $"seed {seed}");
        }
    }

    [Fact]
    public void After_a_death_tracked_gradients_sum_to_the_last_of_who_is_left()
    {
        for (ulong seed = 1; seed <= 20; seed++)
        {
            using Nodes all = new(Sea.Convex(new Ball(1), 2, 2.4, 1), isTracked: true, SyntheticLoss.Quadratic, 60);
            using Simulation run = all.On("ring:8", seed);
            run.Run(20);
            int gone = (int)(seed % N);
            run.Kill(gone);
            run.Run(45);
            run.Settle();
            int length = Padding.Of(D);
            for (int c = 0; c < D; c++)
                run.Alive.Sum(n => n.Row(0)[length + c]).ShouldBe(all.Learners.Where((_, i) => i != gone).Sum(node => node.Before[c]), 1e-11, $"seed {seed}");
        }
    }

    [Fact]
    public void A_round_begins_at_the_nearest_point_of_the_domain()
    {
        using Nodes outside = new(Sea.Convex(new Ball(1), 2, 2.4, 1), isTracked: false, SyntheticLoss.Quadratic, 9), inside = new(Sea.Convex(new Ball(1), 2, 2.4, 1), isTracked: false, SyntheticLoss.Quadratic, 9);
        double[] x = [3, 4, 0, 0, 0, 0, 0, 0], near = [0.6, 0.8, 0, 0, 0, 0, 0, 0], one = new double[8], other = new double[8];
        outside.Objectives[0].Gradient(x, 0, one);
        inside.Objectives[0].Gradient(near, 0, other);
        for (int c = 0; c < 8; c++) (x[c] + one[c]).ShouldBe(near[c] + other[c], 1e-14);
        inside.Learners[0].Rounds.ShouldBe(1);
    }

    [Fact]
    public void What_a_node_remembers_is_all_that_its_next_life_needs()
    {
        using Nodes first = new(Sea.AdaGrad(new Ball(1), 2), isTracked: true, SyntheticLoss.Quadratic, 30), second = new(Sea.AdaGrad(new Ball(1), 2), isTracked: true, SyntheticLoss.Quadratic, 30);
        double[] x = new double[16], moved = new double[16], again = new double[16];
        for (int t = 0; t < 12; t++) Step(first.Objectives[3], x, moved);
        double[] memory = new double[first.Objectives[3].MemoryLength];
        first.Objectives[3].Save(memory);
        second.Objectives[3].Load(memory);
        double[] y = [.. x];
        for (int t = 12; t < 30; t++)
        {
            Step(first.Objectives[3], x, moved);
            Step(second.Objectives[3], y, again);
        }
        y.ShouldBe(x);
        x.ShouldContain(value => value != 0);
        second.Learners[3].Paid.ShouldBe(first.Learners[3].Paid);
        second.Learners[3].AlonePaid.ShouldBe(first.Learners[3].AlonePaid);
        second.Learners[3].Rounds.ShouldBe(30);

        static void Step(LiveLearner learner, double[] x, double[] moved)
        {
            learner.Gradient(x, 0, moved);
            learner.Settle();
            for (int c = 0; c < x.Length; c++) x[c] += moved[c];
        }
    }

    private sealed class Nodes : IDisposable
    {
        private readonly JointStream _streams;
        private readonly double[][] _starts;
        private readonly LinearMethod _shared;

        public Nodes(LearnerMethod method, bool isTracked, SyntheticLoss loss, long rounds)
        {
            _streams = new([.. Enumerable.Range(0, N).Select(i => new SyntheticStream(new() { Loss = loss, Sigma = 0.5, Rounds = rounds, Node = i, Nodes = N, Heterogeneity = 1 }))]);
            (OnlineNode Node, JointStream? Whole, LearnerObjective Objective)[] made = [.. Enumerable.Range(0, N).Select(i => LearnerObjective.Of(i, _streams, method, isTracked, []))];
            (Learners, Objectives) = ([.. made.Select(m => m.Node)], [.. made.Select(m => new LiveLearner(m.Node, m.Whole, method.Domain, isTracked))]);
            (_starts, _shared) = ([.. made.Select(m => m.Objective.FirstRow())], HiddenIterate.Moved(method));
        }

        public OnlineNode[] Learners { get; }

        public LiveLearner[] Objectives { get; }

        public Simulation On(string graph, ulong seed) => new(GraphSpec.Parse(graph, seed), _ => _shared, [.. Objectives], _starts, Storm, seed);

        public void Dispose()
        {
            foreach (OnlineNode node in Learners) node.Dispose();
            _streams.Dispose();
        }

        /// <summary>Of linear losses the gradients do not depend on who plays.</summary>
        public double[] SumOfGradients()
        {
            double[] sum = new double[8], one = new double[8];
            foreach (LossStream part in _streams.Reader()!.Parts)
                while (part.Next())
                {
                    part.Gradient(sum, one);
                    for (int c = 0; c < 8; c++) sum[c] += one[c];
                }
            return sum;
        }
    }
}

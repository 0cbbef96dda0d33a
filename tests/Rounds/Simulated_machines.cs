using Gossip.Methods.Federated;
using Gossip.Methods.Linear;
using Gossip.Nodes;
using Gossip.Nodes.Clocks;
using Gossip.Nodes.Rounds;
using Gossip.Nodes.Simulated;
using Gossip.Nodes.Virtual;
using Gossip.Objectives;
using Gossip.Topology;

namespace Gossip.Rounds.Tests;

/// <summary>Times on imagined machines against closed forms, and the events that slow and absent nodes leave.</summary>
public sealed class Simulated_machines
{
    private const int Nodes = 16;
    private static readonly Problem Linear = Counting.Problem("linear", Repository.Root);

    [Theory]
    [InlineData(1.0, 0.0, 50.0)]
    [InlineData(0.25, 0.0, 200.0)]
    [InlineData(1.0, 0.1, 50 * (1 + 2 * 4 * 0.1))] // up a binary tree of 16 nodes and down again
    public void Rounds_with_an_average_take_the_slowest_gradient_and_a_tree(double speed, double latency, double time)
    {
        RoundSwarm swarm = Counting.Swarm("allreduce-gd", Linear, Counting.Constant("ring:16"));
        Time(swarm, Alike(swarm.Weights) with { Speeds = Slow(speed), Latency = All(swarm.Weights, latency) }, 50).ShouldBe(time, 1e-9);
    }

    [Fact]
    public void Rounds_with_neighbours_wait_for_them_and_so_in_time_for_the_slowest_of_all()
    {
        RoundSwarm swarm = Counting.Swarm("dgd", Linear, Counting.Constant("path:16"));
        Machines machines = Alike(swarm.Weights) with { Speeds = Slow(0.5), Latency = All(swarm.Weights, 0.25) };
        // node 0 takes 2 a round whatever the others do, and its neighbour waits for its message
        Time(swarm, machines, 1).ShouldBe(2.25);
        Time(swarm, machines, 100).ShouldBe(200.25);
        // where all are alike a round is a gradient and a message
        Time(swarm, machines with { Speeds = Slow(1) }, 100).ShouldBe(125);
    }

    [Fact]
    public void Rounds_on_nodes_with_exponential_times_take_the_harmonic_number_on_average()
    {
        RoundSwarm swarm = Counting.Swarm("allreduce-gd", Linear, Counting.Constant("ring:16"));
        const int rounds = 4000;
        double harmonic = Enumerable.Range(1, Nodes).Sum(k => 1.0 / k), variance = Enumerable.Range(1, Nodes).Sum(k => 1.0 / (k * k));
        Time(swarm, Alike(swarm.Weights) with { Law = new ExponentialTime() }, rounds).ShouldBe(rounds * harmonic, 3.5 * Math.Sqrt(rounds * variance));
    }

    [Fact]
    public void Rounds_wait_until_who_is_away_is_back()
    {
        RoundSwarm swarm = Counting.Swarm("allreduce-gd", Linear, Counting.Constant("ring:16"));
        double all = Time(swarm, Alike(swarm.Weights), 2000), away = Time(swarm, Alike(swarm.Weights) with { AwayShare = 0.02, AwayFor = 3 }, 2000);
        // a node leaves after 147 units on average: sixteen nodes some 218 times, each to be waited for some three units
        (away - all).ShouldBeInRange(350, 1000);
    }

    [Fact]
    public void Without_rounds_time_is_the_walls_unless_links_are_slow()
    {
        Swarm swarm = Decoupled();
        Machines machines = Alike(swarm.Schedule);
        new EventWall(swarm, machines).At(7).ShouldBe(7);
        new EventWall(swarm, machines with { Latency = All(swarm.Schedule, 0.05) }).At(7).ShouldBe(7);
        new EventWall(swarm, machines with { Latency = All(swarm.Schedule, 0.5) }).At(7).ShouldBe(35, 1e-12);
    }

    [Fact]
    public void A_slow_node_takes_fewer_gradients_and_changes_nothing_for_the_others()
    {
        Swarm swarm = Decoupled();
        RecordedEvent[] before = [.. EventLog.Of(swarm, 2000)], after = [.. EventLog.Of(swarm with { Machines = Alike(swarm.Schedule) with { Speeds = Slow(0.25) } }, 2000)];
        after.Where(e => !IsGradientOf(e, 0)).ShouldBe(before.Where(e => !IsGradientOf(e, 0)));
        after.Count(e => IsGradientOf(e, 0)).ShouldBeInRange(500 - 90, 500 + 90);
    }

    [Fact]
    public void Nothing_happens_at_a_node_that_is_away()
    {
        Swarm swarm = Decoupled();
        Machines machines = Alike(swarm.Schedule) with { AwayShare = 0.3, AwayFor = 20 };
        RecordedEvent[] all = [.. EventLog.Of(swarm, 4000)], there = [.. EventLog.Of(swarm with { Machines = machines }, 4000)];
        there.ShouldBeSubsetOf(all);
        Share(e => e.J < 0).ShouldBe(0.7, 0.03);
        Share(e => e.J >= 0).ShouldBe(0.49, 0.03);
        // a spell is a long silence of a node that would have had an event every third of a unit
        double longest = there.Where(e => e.I == 3 || e.J == 3).Select(e => e.Time).Pairwise((a, b) => b - a).Max();
        longest.ShouldBeGreaterThan(20);

        double Share(Func<RecordedEvent, bool> kind) => (double)there.Count(kind) / all.Count(kind);
    }

    [Theory]
    [InlineData(0.2, 0.0)]
    [InlineData(1.0, 0.2)]
    [InlineData(0.5, 0.1)]
    public void Decoupled_gossip_reaches_the_optimum_of_all_on_slow_and_absent_nodes_with_the_same_bits_on_actors(double speed, double share)
    {
        // exchanges need both ends: rates that make up for those that do not happen keep the run where it is safe
        Swarm alike = Decoupled(1 / ((1 - share) * (1 - share))), swarm = alike with { Machines = Alike(alike.Schedule) with { Speeds = Slow(speed), AwayShare = share, AwayFor = 2 } };
        using SwarmState one = SwarmState.Start(swarm.Method, swarm.Objectives, Linear.Start), other = SwarmState.Start(swarm.Method, swarm.Objectives, Linear.Start);
        using SequentialRuntime sequential = new(swarm, one);
        using ActorRuntime actors = new(swarm, other, new(2, 3));
        sequential.Advance(1500);
        actors.Advance(1500);
        other.Digest().ShouldBe(one.Digest());
        double[] x = new double[16];
        for (int i = 0; i < Nodes; i++)
        {
            one.Estimate(i, x);
            for (int k = 0; k < Linear.Dimension; k++) x[k].ShouldBe(Linear.Optimum.Point[k], 1e-7);
        }
    }

    private static Swarm Decoupled(double factor = 1)
    {
        Schedule schedule = Schedule.Constant(UniformRates.Smallest(GraphSpec.Parse("ring:16", 0)).Scale(factor));
        return new() { Method = Dadao.Create(Linear.Mu, Linear.L, schedule.Chi1), Objectives = Linear.Objectives, Schedule = schedule, Seed = 5 };
    }

    private static Machines Alike(Schedule schedule) => new() { Speeds = Slow(1), Latency = All(schedule, 0), Seed = 11 };

    private static double[] Slow(double first) => [first, .. Enumerable.Repeat(1.0, Nodes - 1)];

    private static System.Collections.Immutable.ImmutableArray<double> All(Schedule schedule, double latency) => [.. Enumerable.Repeat(latency, schedule.Union.Edges.Length)];

    private static double Time(RoundSwarm swarm, Machines machines, int rounds) => new RoundWall(swarm, machines).At(rounds);

    private static bool IsGradientOf(RecordedEvent e, int node) => e.I == node && e.J < 0;
}

internal static class Pairs
{
    public static IEnumerable<TTo> Pairwise<TFrom, TTo>(this IEnumerable<TFrom> all, Func<TFrom, TFrom, TTo> of) => all.Zip(all.Skip(1), of);
}

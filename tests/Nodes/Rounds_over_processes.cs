using Gossip.Methods.Rounds;
using Gossip.Nodes.Rounds;
using Gossip.Topology;

namespace Gossip.Nodes.Tests;

/// <summary>The same rounds have the same bits when their nodes live in several processes.</summary>
public class Rounds_over_processes
{
    [Theory]
    [InlineData("path:2", 2, 1)]
    [InlineData("star:9", 3, 2)]
    [InlineData("grid:4x4", 3, 1)]
    public async Task Give_the_digest_of_one_loop(string graph, int processes, int threads)
    {
        foreach (RoundMethod method in (RoundMethod[])[GradientTracking.Create(0.02), AllReduce.Nesterov(0.5, 0.1)])
            await Agree(method, graph, processes, threads);
    }

    [Fact]
    public async Task Follow_a_schedule_of_graphs_over_lanes_that_lose_double_and_hold_back()
    {
        List<FaultyLane> lanes = [];
        RoundSwarm swarm = Swarm(AdomPlus.Create(0.5, 6, 20, multiConsensus: false), new Schedule(UniformRates.Smallest([GraphSpec.Parse("ring:8", 1), GraphSpec.Parse("star:8", 1), GraphSpec.Parse("barbell:8", 1)]), 0.7));
        await Agree(swarm, [0, 1, 2, 0, 1, 2, 0, 1], new(1), lane =>
        {
            lanes.Add(new(lane, 5));
            return lanes[^1];
        });
        lanes.Sum(lane => lane.Lost).ShouldBeGreaterThan(5);
    }

    private static Task Agree(RoundMethod method, string graph, int processes, int threads)
    {
        RoundSwarm swarm = Swarm(method, Schedule.Constant(UniformRates.Smallest(GraphSpec.Parse(graph, 1))));
        return Agree(swarm, Processes.Even(swarm.Nodes, processes), new(threads));
    }

    private static async Task Agree(RoundSwarm swarm, int[] processOf, Virtual.ActorOptions options, Func<Wire.ITransport, Wire.ITransport>? wrap = null)
    {
        using RoundState state = RoundState.Start(swarm), divided = RoundState.Start(swarm);
        using SequentialRounds loop = new(swarm, state);
        await using Processes processes = new(VirtualRounds.Of(swarm, new byte[32]), swarm.Objectives, RoundState.Start(swarm), processOf, wrap, options);
        foreach (double until in (double[])[3, 3.5, 10])
        {
            loop.Advance(until);
            await processes.Advance(until);
            processes.Fill(divided);
            divided.Digest().ShouldBe(state.Digest(), $"{swarm.Method.Name} at {until}");
            Enumerable.Range(0, swarm.Nodes).Select(divided.GradientsOf).ShouldBe(Enumerable.Range(0, swarm.Nodes).Select(state.GradientsOf));
        }
        state.Row(0, 0).ToArray().ShouldContain(value => value != 0);
        processes.Lost.ShouldBe(0);
    }

    private static RoundSwarm Swarm(RoundMethod method, Schedule schedule) =>
        new() { Method = method, Objectives = Swarms.Dadao(schedule).Objectives, Weights = Weighting.Of(method.Weights, schedule) };
}

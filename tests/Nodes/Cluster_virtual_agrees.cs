using Gossip.Methods.Linear;
using Gossip.Nodes.Virtual;
using Gossip.Topology;

namespace Gossip.Nodes.Tests;

/// <summary>The same swarm has the same bits when its nodes live in several processes.</summary>
public class Cluster_virtual_agrees
{
    [Theory]
    [InlineData("path:2", 2, 2)]
    [InlineData("ring:16", 2, 1)]
    [InlineData("ring:5", 5, 1)]
    [InlineData("star:9", 3, 2)]
    [InlineData("barbell:8", 4, 1)]
    [InlineData("grid:4x5", 3, 2)]
    [InlineData("complete:6", 5, 1)]
    public async Task Processes_give_the_digest_of_the_sequential_runtime(string graph, int processes, int threads)
    {
        Swarm swarm = Swarms.Dadao(graph);
        await using Processes divided = new(swarm, Processes.Even(swarm.Nodes, processes), options: new(threads));
        await Agree(swarm, divided, 15);
    }

    [Fact]
    public async Task Nodes_may_be_dealt_out_in_any_way()
    {
        Swarm swarm = Swarms.Dadao("grid:4x4");
        await using Processes divided = new(swarm, [.. Enumerable.Range(0, 16).Select(i => i * 7 % 3)], options: new(1));
        await Agree(swarm, divided, 15);
    }

    [Fact]
    public async Task Processes_follow_a_schedule_of_graphs()
    {
        Graph[] graphs = [GraphSpec.Parse("ring:8", 1), GraphSpec.Parse("star:8", 1), GraphSpec.Parse("barbell:8", 1)];
        Swarm swarm = Swarms.Dadao(new Schedule(UniformRates.Smallest(graphs), 0.7));
        await using Processes divided = new(swarm, Processes.Even(8, 3), options: new(1));
        await Agree(swarm, divided, 15);
    }

    [Fact]
    public async Task Stochastic_gossip_with_minibatches_agrees_too()
    {
        Swarm swarm = Swarms.Minibatches("ring:6");
        await using Processes divided = new(swarm, Processes.Even(6, 2), options: new(1));
        await Agree(swarm, divided, 15);
    }

    [Fact]
    public async Task Recorded_clocks_run_on_processes_too()
    {
        Swarm swarm = Swarms.Dadao("ring:16") with { Recorded = Clocks.RecordedClocks.From(ReferenceProblem.Events.Take(2000)) };
        await using Processes divided = new(swarm, Processes.Even(16, 2), options: new(1));
        await Agree(swarm, divided, 1e9);
    }

    [Fact]
    public async Task Messages_that_are_lost_or_come_twice_or_late_change_nothing()
    {
        Swarm swarm = Swarms.Dadao("ring:6");
        List<FaultyLane> lanes = [];
        await using Processes divided = new(swarm, Processes.Even(6, 3), lane =>
        {
            lanes.Add(new(lane, 5));
            return lanes[^1];
        }, new(1));
        await Agree(swarm, divided, 60);
        lanes.Sum(l => l.Lost).ShouldBeGreaterThan(20);
    }

    private static async Task Agree(Swarm swarm, Processes divided, double until)
    {
        using SequentialRuntime sequential = new(swarm, swarm.Start());
        sequential.Advance(until);
        foreach (double part in new[] { 0.01, 0.3, 0.8, 1 }) await divided.Advance(part * until);
        using SwarmState state = divided.State();

        state.Digest().ShouldBe(sequential.State.Digest());
        divided.Gradients.ShouldBe(sequential.Gradients);
        divided.Exchanges.ShouldBe(sequential.Exchanges);
        for (int i = 0; i < swarm.Nodes; i++)
        {
            state.Time(i).ShouldBe(sequential.State.Time(i));
            state.GradientsOf(i).ShouldBe(sequential.State.GradientsOf(i));
        }
        divided.Lost.ShouldBe(0);
    }
}

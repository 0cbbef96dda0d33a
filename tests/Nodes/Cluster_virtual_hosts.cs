using System.Diagnostics;
using Gossip.Nodes.Live;
using Gossip.Nodes.Virtual;

namespace Gossip.Nodes.Tests;

/// <summary>Hosts that find each other, and one who drives them.</summary>
[Collection("cluster")]
public class Cluster_virtual_hosts
{
    [Fact]
    public async Task Driven_processes_give_the_digest_of_the_sequential_runtime_and_go_on_from_a_checkpoint()
    {
        Swarm swarm = Swarms.Dadao("grid:3x4");
        using SequentialRuntime sequential = new(swarm, swarm.Start());
        sequential.Advance(8);
        byte[] saved;
        await using (VirtualCluster cluster = await VirtualCluster.Start(swarm, 3))
        {
            using ClusterRuntime runtime = cluster.Connect();
            foreach (double until in new[] { 0.01, 2, 5.5, 8 })
            {
                runtime.Advance(until);
                runtime.Time.ShouldBe(until);
            }
            runtime.State.Digest().ShouldBe(sequential.State.Digest());
            (runtime.Gradients, runtime.Exchanges).ShouldBe((sequential.Gradients, sequential.Exchanges));
            using MemoryStream stream = new();
            using (BinaryWriter writer = new(stream, System.Text.Encoding.UTF8, leaveOpen: true)) runtime.Save(writer);
            saved = stream.ToArray();
            runtime.Dispose();
            foreach (VirtualHost host in cluster.Hosts) (await host.Ended.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken)).Code.ShouldBe(0);
        }

        sequential.Advance(12);
        await using VirtualCluster later = await VirtualCluster.Start(swarm, 2);
        using ClusterRuntime second = later.Connect();
        using (BinaryReader reader = new(new MemoryStream(saved))) second.Load(reader);
        second.Time.ShouldBe(8);
        second.Advance(12);
        second.State.Digest().ShouldBe(sequential.State.Digest());
        (second.Gradients, second.Exchanges).ShouldBe((sequential.Gradients, sequential.Exchanges));
        using SwarmState state = second.State;
        for (int i = 0; i < swarm.Nodes; i++) (state.Time(i), state.GradientsOf(i)).ShouldBe((sequential.State.Time(i), sequential.State.GradientsOf(i)));

        await using ClusterClient client = new(new() { Identity = "onlooker", Secret = "test" });
        ProcessReport report = (await client.Ask(later.Hosts[0].Lane, true, TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken))!;
        report.Time.ShouldBe(12);
        report.Nodes[2].Rows.ShouldBe(Enumerable.Range(0, state.RowCount).SelectMany(r => state.Row(2, r).ToArray()));
    }

    [Fact]
    public async Task A_process_that_dies_ends_the_run_with_a_line()
    {
        Swarm swarm = Swarms.Dadao("ring:6");
        await using VirtualCluster cluster = await VirtualCluster.Start(swarm, 3);
        using ClusterRuntime runtime = cluster.Connect();
        runtime.Advance(2);
        Task<RunFailedException> running = Task.Run(() => Should.Throw<RunFailedException>(() => runtime.Advance(1e7)), TestContext.Current.CancellationToken);
        await Task.Delay(300, TestContext.Current.CancellationToken);
        Stopwatch watch = Stopwatch.StartNew();
        await cluster.Hosts[1].Crash();
        RunFailedException failure = await running.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        failure.Message.ShouldContain("lost");
        failure.Message.ShouldContain($"{cluster.Hosts[1].Lane.Port}");
        HostEnd end = await cluster.Hosts[0].Ended.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        end.Code.ShouldBe(1);
        end.Line.ShouldBe($"p1 at {cluster.Hosts[1].Lane} is lost, with nodes 2, 3; a run in virtual time cannot go on without it");
        watch.Elapsed.TotalSeconds.ShouldBeLessThan(30);
    }

    [Fact]
    public async Task What_an_objective_throws_reaches_whoever_drives_the_run()
    {
        Swarm whole = Swarms.Dadao("ring:4");
        Swarm swarm = whole with { Objectives = [.. whole.Objectives.Take(3), new Broken()] };
        await using VirtualCluster cluster = await VirtualCluster.Start(swarm, 2);
        using ClusterRuntime runtime = cluster.Connect();
        Should.Throw<RunFailedException>(() => runtime.Advance(100)).Message.ShouldBe("p1: no gradient today");
        (await cluster.Hosts[1].Ended.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken)).ShouldBe(new(1, "p1: no gradient today"));
    }

    [Fact]
    public async Task Who_cannot_start_is_told_why()
    {
        Swarm swarm = Swarms.Dadao("ring:4");
        await using VirtualCluster cluster = await VirtualCluster.Start(swarm, 2, without: 3);
        Should.Throw<RunFailedException>(() => cluster.Connect("another").Dispose()).Message.ShouldContain("secret");
        Should.Throw<RunFailedException>(() => cluster.Connect(seconds: 6).Dispose()).Message.ShouldContain("waiting for node 3");
    }

    private sealed class Broken : Objectives.IObjective
    {
        public int Dimension => 3;

        public double Mu => 1;

        public double L => 1;

        public double Value(ReadOnlySpan<double> x) => 0;

        public void Gradient(ReadOnlySpan<double> x, long draw, Span<double> gradient) => throw new ArithmeticException("no gradient today");
    }
}

using Gossip.Nodes.Virtual;

namespace Gossip.Nodes.Tests;

public class No_garbage
{
    [Fact]
    public void An_event_allocates_nothing()
    {
        Swarm swarm = Swarms.Dadao("grid:5x5", d: 10);
        using SequentialRuntime runtime = new(swarm, swarm.Start());
        runtime.Advance(200);
        long events = runtime.Gradients + runtime.Exchanges, before = GC.GetAllocatedBytesForCurrentThread();
        runtime.Advance(2000);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        (runtime.Gradients + runtime.Exchanges - events).ShouldBeGreaterThan(100_000);
        allocated.ShouldBeLessThan(1000);
    }
}

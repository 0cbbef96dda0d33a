using Gossip.Nodes.Simulated;

namespace Gossip.Nodes.Clocks;

/// <summary>Where a runtime's events come from: drawn, or recorded.</summary>
internal static class EventSources
{
    /// <summary>All events of a swarm in one source.</summary>
    public static IEventSource Whole(Swarm swarm, ClockTable clocks) => swarm.Recorded is null
        ? Attended(new PoissonSource(clocks, [.. Enumerable.Range(0, clocks.Count)]), clocks, swarm.Machines)
        : new RecordedSource(swarm.Recorded.Bind(clocks));

    /// <summary>
    /// A source for each set of nodes: the events that touch one of them. An exchange between two sets comes from both.
    /// Nodes of shard −1 are none of ours.
    /// </summary>
    public static IEventSource[] Split(ClockTable clocks, Event[]? recorded, int[] shardOf, int shards, Machines? machines = null)
    {
        if (recorded is null)
            return [.. clocks.ByShard(shardOf, shards).Select(mine => Attended(new PoissonSource(clocks, mine), clocks, machines))];
        List<Event>[] events = [.. Enumerable.Range(0, shards).Select(_ => new List<Event>())];
        foreach (Event e in recorded)
        {
            (int nodeI, int nodeJ) = clocks.Ends[e.Clock];
            int i = shardOf[nodeI], j = nodeJ < 0 ? i : shardOf[nodeJ];
            if (i >= 0) events[i].Add(e);
            if (j >= 0 && j != i) events[j].Add(e);
        }
        return [.. events.Select(list => new RecordedSource([.. list]))];
    }

    private static IEventSource Attended(PoissonSource all, ClockTable clocks, Machines? machines) =>
        machines is { AwayShare: > 0 } ? new AttendedSource(all, clocks, machines) : all;
}

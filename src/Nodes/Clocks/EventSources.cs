namespace Gossip.Nodes.Clocks;

/// <summary>Where a runtime's events come from: drawn, or recorded.</summary>
internal static class EventSources
{
    /// <summary>All events of a swarm, or those of its clocks that touch a node for which <paramref name="isMine"/> holds.</summary>
    public static IEventSource For(Swarm swarm, ClockTable clocks, Func<int, bool>? isMine = null)
    {
        if (swarm.Recorded is null) return new PoissonSource(clocks, isMine is null ? null : clocks.Touching(isMine));
        IEnumerable<Event> events = swarm.Recorded.Bind(clocks);
        if (isMine is not null)
            events = events.Where(e => isMine(clocks.I[e.Clock]) || (clocks.J[e.Clock] >= 0 && isMine(clocks.J[e.Clock])));
        return new RecordedSource([.. events]);
    }

    /// <summary>Takes all events earlier than <paramref name="time"/> away.</summary>
    public static void Skip(IEventSource source, double time)
    {
        while (!source.Next(time, int.MaxValue).IsEmpty)
        {
        }
    }
}

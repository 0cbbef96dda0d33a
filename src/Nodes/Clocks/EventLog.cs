namespace Gossip.Nodes.Clocks;

/// <summary>The events of a swarm without running it: they depend on clocks only.</summary>
public static class EventLog
{
    /// <summary>All events earlier than <paramref name="until"/>, in order.</summary>
    public static IEnumerable<RecordedEvent> Of(Swarm swarm, double until)
    {
        ClockTable clocks = swarm.Clocks();
        IEventSource source = EventSources.Whole(swarm, clocks);
        while (true)
        {
            RecordedEvent[] events = [.. Next(source, clocks, until)];
            if (events.Length == 0) yield break;
            foreach (RecordedEvent e in events) yield return e;
        }
    }

    private static List<RecordedEvent> Next(IEventSource source, ClockTable clocks, double until)
    {
        List<RecordedEvent> events = [];
        foreach (Event e in source.Next(until, 1024)) events.Add(new(e.Time, clocks.Ends[e.Clock].I, clocks.Ends[e.Clock].J));
        return events;
    }
}

namespace Gossip.Nodes.Clocks;

/// <summary>Hands out recorded events, all of them or those of some clocks.</summary>
internal sealed class RecordedSource(Event[] events) : IEventSource
{
    private int _taken;

    /// <inheritdoc/>
    public ReadOnlySpan<Event> Next(double until, int most)
    {
        int end = _taken, last = _taken + Math.Min(most, events.Length - _taken);
        while (end < last && events[end].Time < until) end++;
        ReadOnlySpan<Event> taken = events.AsSpan(_taken, end - _taken);
        _taken = end;
        return taken;
    }
}

using Gossip.Nodes.Simulated;

namespace Gossip.Nodes.Clocks;

/// <summary>The events of another source at which all who take part are there.</summary>
internal sealed class AttendedSource(IEventSource all, ClockTable clocks, Machines machines) : IEventSource
{
    private readonly Spells _spells = new(machines, clocks.Nodes);
    private Event[] _kept = [];

    /// <inheritdoc/>
    public ReadOnlySpan<Event> Next(double until, int most)
    {
        while (true)
        {
            ReadOnlySpan<Event> events = all.Next(until, most);
            if (events.IsEmpty) return [];
            if (_kept.Length < events.Length) _kept = new Event[events.Length];
            int kept = 0;
            foreach (Event e in events)
            {
                (int i, int j) = clocks.Ends[e.Clock];
                if (IsThere(i, e.Time) && (j < 0 || IsThere(j, e.Time))) _kept[kept++] = e;
            }
            if (kept > 0) return _kept.AsSpan(0, kept);
        }
    }

    private bool IsThere(int node, double time) => _spells.Back(node, time) == time;
}

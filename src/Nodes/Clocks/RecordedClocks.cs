using System.Collections.Immutable;
using Gossip.Core;

namespace Gossip.Nodes.Clocks;

/// <summary>Events given in a file instead of being drawn: in order of time, on the edges of a clock table's graphs.</summary>
public sealed class RecordedClocks
{
    private RecordedClocks(ImmutableArray<RecordedEvent> events) => Events = events;

    /// <summary>The events in order; of events at the same time the earlier line comes first.</summary>
    public ImmutableArray<RecordedEvent> Events { get; }

    /// <summary>Takes a list of events, ascending in time.</summary>
    public static RecordedClocks From(IEnumerable<RecordedEvent> events) => new([.. events]);

    /// <summary>The events as ticks of a table's clocks.</summary>
    internal Event[] Bind(ClockTable table)
    {
        Dictionary<(int, int), int> clocks = [];
        for (int c = table.Count - 1; c >= table.Nodes; c--) clocks[(table.I[c], table.J[c])] = c;
        Event[] bound = new Event[Events.Length];
        for (int k = 0; k < bound.Length; k++)
        {
            RecordedEvent e = Events[k];
            int clock = e.J < 0 ? e.I : clocks.GetValueOrDefault((Math.Min(e.I, e.J), Math.Max(e.I, e.J)), -1);
            if (clock < 0 || e.I < 0 || Math.Max(e.I, e.J) >= table.Nodes)
                throw InputException.At($"recorded event {k + 1}", e.J < 0 ? $"node {e.I}" : $"an exchange of {e.I} and {e.J}", "a node, or an edge of the graph");
            bound[k] = new(e.Time, clock);
        }
        return bound;
    }
}

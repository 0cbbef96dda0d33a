namespace Gossip.Nodes.Clocks;

/// <summary>Hands out the events of a set of clocks in order.</summary>
internal interface IEventSource
{
    /// <summary>
    /// The next events earlier than <paramref name="until"/>, at most <paramref name="most"/>; empty when none is left
    /// before that time. The span is valid until the next call.
    /// </summary>
    ReadOnlySpan<Event> Next(double until, int most);
}

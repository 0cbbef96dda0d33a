namespace Gossip.Nodes.Clocks;

/// <summary>One tick of a clock. Events are ordered by time, ties by the clock's number.</summary>
/// <param name="Time">When, in units of one expected gradient per node.</param>
/// <param name="Clock">Which clock of the <see cref="ClockTable"/>: what happens, and where.</param>
public readonly record struct Event(double Time, int Clock);

namespace Gossip.Nodes.Wire;

/// <summary>What travels on an edge beside its vector.</summary>
/// <param name="Kind">What the message is.</param>
/// <param name="From">The node that sends it.</param>
/// <param name="To">The node it is for.</param>
/// <param name="Epoch">The sender's epoch; of an answer, the epoch in which w was applied.</param>
/// <param name="Link">The life of the edge: the incarnations of its two ends.</param>
/// <param name="Sequence">Number of the exchange within this life, from 1.</param>
/// <param name="Time">The sender's time, in units of one expected gradient per node.</param>
/// <param name="Unit">The seconds per unit of time that the sender asks for.</param>
public readonly record struct EdgeHeader(EdgeMessageKind Kind, int From, int To, ulong Epoch, ulong Link, long Sequence, double Time, double Unit);

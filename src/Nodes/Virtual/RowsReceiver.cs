using Gossip.Nodes.Wire;

namespace Gossip.Nodes.Virtual;

/// <summary>
/// Called for a node's rows: From is the node, Epoch its count of gradients, Time the time of its rows, Sequence the number
/// of the order. <paramref name="rows"/> is valid only during the call.
/// </summary>
internal delegate void RowsReceiver(int process, in EdgeHeader header, ReadOnlySpan<double> rows);

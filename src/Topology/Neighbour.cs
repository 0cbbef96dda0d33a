namespace Gossip.Topology;

/// <summary>One entry of a node's adjacency: the neighbour and the number of the edge that leads to it.</summary>
public readonly record struct Neighbour(int Node, int Edge);

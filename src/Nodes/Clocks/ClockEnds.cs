namespace Gossip.Nodes.Clocks;

/// <summary>The node of a gradient clock (J = −1), or the two nodes of an edge's clock, I &lt; J.</summary>
public readonly record struct ClockEnds(int I, int J);

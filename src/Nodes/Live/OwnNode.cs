using Gossip.Objectives;

namespace Gossip.Nodes.Live;

/// <summary>A node that a process owns.</summary>
/// <param name="Node">Its number.</param>
/// <param name="Objective">Its objective.</param>
/// <param name="Start">Its rows at the start, R rows of length d one after another.</param>
public sealed record OwnNode(int Node, IObjective Objective, double[] Start);

namespace Gossip.Experiments.Running;

/// <summary>Where a cluster in real time stands.</summary>
/// <param name="Nodes">Nodes that take part.</param>
/// <param name="AllNodes">Nodes of the experiment.</param>
/// <param name="Processes">Processes that answer.</param>
/// <param name="ErrorOfAll">The error against the optimum of all nodes.</param>
/// <param name="Unit">Seconds per unit of time, the longest of any process.</param>
/// <param name="Margin">The unit over the shortest that is safe, the least of any process.</param>
/// <param name="Paused">Why all wait; empty where they do not.</param>
public sealed record ClusterState(int Nodes, int AllNodes, int Processes, double ErrorOfAll, double Unit, double Margin, string Paused);

namespace Gossip.Experiments.Outside;

/// <summary>A node of a running cluster, or a client.</summary>
/// <param name="Node">Its number.</param>
/// <param name="Process">The name of its process.</param>
/// <param name="Gradients">Gradients applied.</param>
/// <param name="Exchanges">Exchanges applied at its end.</param>
/// <param name="Resends">Offers sent again.</param>
/// <param name="GradientSeconds">How long a gradient takes, smoothed.</param>
/// <param name="Staleness">Units of time since its last event.</param>
public sealed record NodeStatus(int Node, string Process, long Gradients, long Exchanges, long Resends, double GradientSeconds, double Staleness);

namespace Gossip.Nodes.Live;

/// <summary>How patient a node is.</summary>
/// <param name="FirstRoundTrip">What an exchange is taken to last before one has been measured, seconds.</param>
/// <param name="LeastDeadline">No offer is repeated earlier than this, seconds.</param>
internal readonly record struct LiveOptions(double FirstRoundTrip = 0.1, double LeastDeadline = 0.02);

namespace Gossip.Nodes.Federated;

/// <summary>An update that the server has just taken in.</summary>
/// <param name="Time">When it arrived.</param>
/// <param name="Client">Whose it is.</param>
/// <param name="Round">The round that it counts for.</param>
/// <param name="Base">The model that it started from; <paramref name="Round"/> − <paramref name="Base"/> is its delay.</param>
/// <param name="Weight">ω, what it counts.</param>
public readonly record struct ClientUpdate(double Time, int Client, long Round, long Base, double Weight);

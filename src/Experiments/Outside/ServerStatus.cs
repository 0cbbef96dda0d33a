namespace Gossip.Experiments.Outside;

/// <summary>The server of a federated run.</summary>
/// <param name="Process">Who holds it.</param>
/// <param name="Term">The holder's term.</param>
/// <param name="Rounds">Rounds that have ended.</param>
/// <param name="Updates">Updates taken in.</param>
/// <param name="Absent">Clients that are not there, as 0-3,7.</param>
public sealed record ServerStatus(string Process, ulong Term, long Rounds, long Updates, string Absent);

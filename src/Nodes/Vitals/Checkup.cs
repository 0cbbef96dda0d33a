using System.Collections.Immutable;

namespace Gossip.Nodes.Vitals;

/// <summary>What a probe of a process's health finds.</summary>
/// <param name="IsOk">Whether all is well, as far as the probe looks.</param>
/// <param name="Why">Why not, a sentence each; empty where all is well.</param>
/// <param name="Notes">What a person should know all the same.</param>
public sealed record Checkup(bool IsOk, ImmutableArray<string> Why, ImmutableArray<string> Notes);

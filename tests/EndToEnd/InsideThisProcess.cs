namespace Gossip.EndToEnd.Tests;

/// <summary>Tests that run the command inside the test process: one at a time, for it owns console and current folder.</summary>
[CollectionDefinition(nameof(InsideThisProcess), DisableParallelization = true)]
public sealed class InsideThisProcess;

namespace Gossip.Nodes.Tests;

/// <summary>Tests that look at the memory of the whole process run while no others do.</summary>
[CollectionDefinition("alone", DisableParallelization = true)]
public class Alone;

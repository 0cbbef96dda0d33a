namespace Gossip.Nodes.Virtual;

/// <summary>A run over several processes that cannot go on, told in one line; the command line exits with code 1.</summary>
public sealed class RunFailedException(string line) : Exception(line);

using Gossip.Objectives;

namespace Gossip.Nodes.Live;

/// <summary>What surrounds a node's actor in its process.</summary>
/// <param name="Objective">The node's objective.</param>
/// <param name="Clock">The process's clock.</param>
/// <param name="Arrivals">Counts the messages that wait for the node.</param>
/// <param name="Speed">1, or less for a node that is to be slower than its machine.</param>
/// <param name="Incarnation">The node's present incarnation.</param>
/// <param name="Digest">SHA-256 of the experiment.</param>
/// <param name="Checkpoints">Has checkpoints written, or null.</param>
/// <param name="Fail">Ends the process with an exit code and a line.</param>
/// <param name="Units">Learns how long things take.</param>
internal sealed record NodeEnvironment(IObjective Objective, MethodClock Clock, Inbox Arrivals, double Speed, uint Incarnation, ReadOnlyMemory<byte> Digest,
    CheckpointKeeper? Checkpoints, Action<int, string> Fail, UnitKeeper Units);

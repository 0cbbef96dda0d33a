namespace Gossip.Experiments.Outside;

/// <summary>A process of a running cluster.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Pid">Its number on its machine.</param>
/// <param name="Nodes">Its nodes, as 0-3,7.</param>
/// <param name="Epoch">Its epoch's name.</param>
/// <param name="State">What it does, in words.</param>
/// <param name="UnitSeconds">Seconds per unit of time.</param>
/// <param name="Margin">The unit over the shortest that is safe.</param>
/// <param name="BytesSent">Bytes sent to other processes' nodes.</param>
/// <param name="CheckpointAgeSeconds">Seconds since the oldest of its nodes' last checkpoints; NaN where none are kept.</param>
public sealed record ProcessStatus(string Name, int Pid, string Nodes, string Epoch, string State, double UnitSeconds, double Margin, long BytesSent, double CheckpointAgeSeconds);

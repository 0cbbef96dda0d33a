namespace Gossip.Nodes.Live;

/// <summary>Why a process ends: its exit code, and one line for people.</summary>
public sealed record HostEnd(int Code, string Line);

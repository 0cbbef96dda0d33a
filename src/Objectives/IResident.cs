namespace Gossip.Objectives;

/// <summary>An objective whose gradient reads one block of memory, so that an engine can fetch it into cache ahead of time.</summary>
public interface IResident
{
    /// <summary>Where the block is, as long as the objective is reachable, and how long.</summary>
    (nint Address, long Bytes) Data { get; }
}

namespace Gossip.Experiments.Sweeps;

/// <summary>How far a sweep is.</summary>
/// <param name="Done">Cells that have ended, those of an earlier process among them.</param>
/// <param name="Failed">How many of these could not run.</param>
/// <param name="Cells">All cells.</param>
/// <param name="Remaining">Seconds to go, estimated from the cells that this process ran; null while unknown.</param>
/// <param name="Running">The cell that began last.</param>
public readonly record struct SweepProgress(int Done, int Failed, int Cells, double? Remaining, string Running);

namespace Gossip.Experiments.Sweeps;

/// <summary>A cell with what it came to, or with why it could not run.</summary>
internal sealed record SweepRow(SweepCell Cell, CellResult? Result, string Failure = "");

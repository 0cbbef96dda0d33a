namespace Gossip.Experiments.Sweeps;

/// <summary>A cell with what it came to, or with why it could not run.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Result">What it came to; null where it could not run.</param>
/// <param name="Failure">Why it could not, in one line.</param>
/// <param name="IsMistake">Whether that is a mistake of the user's.</param>
internal sealed record SweepRow(SweepCell Cell, CellResult? Result, string Failure = "", bool IsMistake = false);

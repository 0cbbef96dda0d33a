namespace Gossip.Experiments.Sweeps;

/// <summary>Something that a run needs to reach the target.</summary>
/// <param name="Name">Its name in files.</param>
/// <param name="Title">Its name in pictures.</param>
/// <param name="Of">What it was by a moment.</param>
internal sealed record Quantity(string Name, string Title, Func<CurvePoint, double> Of)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Quantity> All { get; } =
    [
        new("gradients", "gradients", p => p.Gradients),
        new("communications", "communications", p => p.Communications),
        new("time", "time", p => p.Time),
        new("wall_time", "wall time", p => p.WallTime),
        new("bytes", "bytes", p => p.Bytes),
    ];

    /// <summary>What a run needed: NaN where nobody knows, infinite where it did not get there.</summary>
    public double Needed(CellResult run) => run.Reached is { } reached ? Of(reached) : double.IsNaN(run.Target) || double.IsNaN(Of(run.Last)) ? double.NaN : double.PositiveInfinity;
}

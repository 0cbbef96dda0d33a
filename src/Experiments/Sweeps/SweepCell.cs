namespace Gossip.Experiments.Sweeps;

/// <summary>One run of a sweep: a value of everything that is swept, and a seed.</summary>
/// <param name="Index">Its row in results.csv, from 0 on: the seeds of one group stand together.</param>
/// <param name="Group">The number of its combination of values.</param>
/// <param name="Values">These values, in the order of the axes.</param>
/// <param name="Seed">The root seed.</param>
internal sealed record SweepCell(int Index, int Group, IReadOnlyList<AxisValue> Values, ulong Seed)
{
    /// <summary>As people read it.</summary>
    public string Name => string.Join(", ", Values.Select(v => v.Label).Append($"seed {Seed}"));
}

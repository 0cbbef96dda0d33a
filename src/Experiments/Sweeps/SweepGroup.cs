namespace Gossip.Experiments.Sweeps;

/// <summary>The runs of one combination of values, over its seeds.</summary>
internal sealed class SweepGroup
{
    /// <summary>Sums up the runs that are done.</summary>
    public SweepGroup(Sweep sweep, IReadOnlyList<SweepRow> rows)
    {
        (Rows, Values) = (rows, rows[0].Cell.Values);
        // runs that were measured by something else have no place in the same band
        Measure = rows.Select(r => r.Result?.Measure).FirstOrDefault(m => m is not null);
        Runs = [.. rows.Select(r => r.Result).OfType<CellResult>().Where(r => r.Measure == Measure)];
        Func<IEnumerable<double>, bool, Estimate> estimate = (values, ofLogarithms) => sweep.IsOfMeans
            ? Estimate.OfMean(values, sweep.Confidence, ofLogarithms)
            : Estimate.OfQuantiles(values, Sweep.MiddleShare);
        Bands = Runs.Count == 0 ? [] : Band.Of([.. Runs.Select(r => r.Curve)], values => estimate(values, Measure!.IsLog));
        Needed = Quantity.All.ToDictionary(q => q.Name, q => Runs.Count == 0 ? Estimate.None : estimate(Runs.Select(q.Needed), false));
        Final = Runs.Count == 0 ? Estimate.None : estimate(Runs.Select(r => r.Last.Value), Measure!.IsLog);
    }

    /// <summary>One row a seed.</summary>
    public IReadOnlyList<SweepRow> Rows { get; }

    /// <summary>The combination.</summary>
    public IReadOnlyList<AxisValue> Values { get; }

    /// <summary>Those that are done.</summary>
    public IReadOnlyList<CellResult> Runs { get; }

    /// <summary>What they were measured by; null where none is done.</summary>
    public Measure? Measure { get; }

    /// <summary>How they went.</summary>
    public IReadOnlyList<Band> Bands { get; }

    /// <summary>What they needed to reach the target, by the name of the quantity.</summary>
    public IReadOnlyDictionary<string, Estimate> Needed { get; }

    /// <summary>Where they ended.</summary>
    public Estimate Final { get; }

    /// <summary>How many reached the target.</summary>
    public int Reached => Runs.Count(r => r.Reached is not null);

    /// <summary>The target, where all have one and the same.</summary>
    public double Target => Runs.Select(r => r.Target).Distinct().ToArray() is [var one] ? one : double.NaN;

    /// <summary>Its name by some of the axes; a number alone says nothing, and has the last word of its key before it.</summary>
    public string NameBy(IReadOnlyList<Axis> axes, IEnumerable<int> which) =>
        string.Join(", ", which.Select(a => axes[a].Numbers is null ? Values[a].Label : $"{axes[a].Name.Split('.')[^1]} {Values[a].Label}"));
}

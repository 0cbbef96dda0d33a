using Gossip.Experiments.Report;

namespace Gossip.Experiments.Sweeps.Page;

/// <summary>What a page shows of a sweep: one axis by colours, a picture for each combination of the others, and which quantities.</summary>
internal sealed class PagePlan
{
    /// <summary>So many combinations have pictures at most.</summary>
    public const int MostPictures = 12;

    /// <summary>So many curves are in a picture at most: there are no more colours.</summary>
    public const int MostCurves = 8;

    /// <summary>Plans the page.</summary>
    public PagePlan(SweepReport report)
    {
        IReadOnlyList<Axis> axes = report.Sweep.Axes;
        ByColour = report.Sweep.Pair?.Axis ?? axes.Count - 1;
        Others = [.. Enumerable.Range(0, axes.Count).Where(a => a != ByColour)];
        Pictures = [.. report.Groups.GroupBy(g => g.NameBy(axes, Others)).Select(g => new PictureOf(g.Key, [.. g]))];
        Curves = ByColour < 0 ? ["all runs"] : [.. axes[ByColour].Values.Select(v => v.Label)];
        Measure = report.Groups.Select(g => g.Measure).FirstOrDefault(m => m is not null) ?? Measure.Error;
        CellResult[] runs = [.. report.Groups.SelectMany(g => g.Runs)];
        HasTarget = runs.Any(r => !double.IsNaN(r.Target));
        bool hasExchanges = runs.Any(r => r.Last.Communications > 0), hasOwnWall = runs.Any(r => !double.IsNaN(r.Last.WallTime) && r.Last.WallTime != r.Last.Time);
        Quantities = [.. Quantity.All.Where(q => q.Name switch
        {
            "communications" => hasExchanges,
            "bytes" => hasExchanges && runs.Any(r => r.Last.Bytes > 0),
            "wall_time" => hasOwnWall,
            _ => true,
        })];
        Against = Measure == Measure.Regret ? [Of("time")] : hasOwnWall ? [Of("wall_time"), hasExchanges ? Of("communications") : Of("gradients")] : hasExchanges ? [Of("gradients"), Of("communications")] : [Of("gradients")];

        static Quantity Of(string name) => Quantity.All.First(q => q.Name == name);
    }

    /// <summary>The axis whose values are curves; −1 where nothing but seeds is swept.</summary>
    public int ByColour { get; }

    /// <summary>The axes whose combinations are pictures.</summary>
    public IReadOnlyList<int> Others { get; }

    /// <summary>These combinations with their groups.</summary>
    public IReadOnlyList<PictureOf> Pictures { get; }

    /// <summary>The names of the curves.</summary>
    public IReadOnlyList<string> Curves { get; }

    /// <summary>What is measured.</summary>
    public Measure Measure { get; }

    /// <summary>Whether anything was to be reached.</summary>
    public bool HasTarget { get; }

    /// <summary>What runs need, as far as it says something.</summary>
    public IReadOnlyList<Quantity> Quantities { get; }

    /// <summary>What curves and bars are drawn against.</summary>
    public IReadOnlyList<Quantity> Against { get; }

    /// <summary>What bars and maps show: what it took to the target, or where there is none the last value (null).</summary>
    public IEnumerable<Quantity?> Counted
    {
        get
        {
            if (HasTarget) return Against;
            return [null];
        }
    }

    /// <summary>A group's curve among those of its picture, or −1 where colours have run out.</summary>
    public int CurveOf(SweepGroup group)
    {
        int curve = ByColour < 0 ? 0 : Curves.ToList().IndexOf(group.Values[ByColour].Label);
        return curve < MostCurves ? curve : -1;
    }

    /// <summary>The two axes of a map: of those with several values the last two of numbers, or else the last two.</summary>
    public static (int Down, int Across) MapAxes(IReadOnlyList<Axis> axes)
    {
        int[] wide = [.. Enumerable.Range(0, axes.Count).Where(a => axes[a].Values.Count > 1)];
        int[] numbers = [.. wide.Where(a => axes[a].Numbers is not null)];
        return numbers.Length >= 2 ? (numbers[^2], numbers[^1]) : (wide[^2], wide[^1]);
    }

    /// <summary>An estimate with its band, as people read it.</summary>
    public static string Read(Estimate e) =>
        double.IsNaN(e.Center) ? "–"
        : double.IsInfinity(e.Center) ? "not reached"
        : double.IsNaN(e.Low) || e.Low == e.High ? Display.Number(e.Center)
        : $"{Display.Number(e.Center)} ({Display.Number(e.Low)} – {Display.Number(e.High)})";

    /// <summary>A name that fits over a picture.</summary>
    public static string Short(string name, int most = 48) => name.Length <= most ? name : name[..(most - 1)] + "…";

    /// <summary>The groups of one picture.</summary>
    internal sealed record PictureOf(string Name, IReadOnlyList<SweepGroup> Groups);
}

namespace Gossip.Experiments.Sweeps;

/// <summary>What is kept of a cell's measurements: all of the first ones, then every second, fourth, eighth, and the last.</summary>
internal static class CellCurve
{
    private const int Fine = 200;

    /// <summary>
    /// The points that are kept. Which ones they are does not depend on how many there are, so that runs of different length
    /// are kept at the same times.
    /// </summary>
    public static IReadOnlyList<CurvePoint> Thin(IReadOnlyList<CurvePoint> points)
    {
        List<CurvePoint> kept = [];
        for (int k = 0, step = 1; k < points.Count; k += step)
        {
            if (k == 2 * Fine * step) step *= 2;
            kept.Add(points[k]);
        }
        if (points.Count > 0 && kept[^1] != points[^1]) kept.Add(points[^1]);
        return kept;
    }
}

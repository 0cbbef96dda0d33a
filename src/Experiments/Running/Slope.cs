using Gossip.Experiments.Report;

namespace Gossip.Experiments.Running;

/// <summary>How fast the error really fell.</summary>
internal static class Slope
{
    /// <summary>
    /// −d ln(error)/dt by least squares, from a third of the way to the floor, where the error first comes within ten
    /// times its least value (to the end where it still falls); null where that is too short to say.
    /// </summary>
    public static double? Of(IReadOnlyList<MetricPoint> points)
    {
        double least = double.PositiveInfinity;
        foreach (MetricPoint p in points)
            if (p.Error > 0) least = Math.Min(least, p.Error);
        int end = 0;
        while (end < points.Count && !(points[end].Error <= 10 * least)) end++;
        double until = Math.Max(end < points.Count ? points[end].Time : 0, points[^1].Time / 10);
        double n = 0, t = 0, y = 0, tt = 0, ty = 0;
        foreach (MetricPoint p in points)
        {
            if (p.Time < until / 3 || !(p.Error > 0)) continue;
            if (p.Time > until) break;
            double log = Math.Log(p.Error);
            (n, t, y, tt, ty) = (n + 1, t + p.Time, y + log, tt + p.Time * p.Time, ty + p.Time * log);
        }
        double spread = n * tt - t * t;
        return n >= 5 && spread > 0 ? -(n * ty - t * y) / spread : null;
    }
}

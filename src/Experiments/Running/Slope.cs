using Gossip.Experiments.Report;

namespace Gossip.Experiments.Running;

/// <summary>How fast the error really fell.</summary>
internal static class Slope
{
    /// <summary>
    /// −d ln(error)/dt by least squares, over the part of the run after the error first fell below a third and before
    /// it came within ten times its least value; null where that part is too short to say.
    /// </summary>
    public static double? Of(IReadOnlyList<MetricPoint> points)
    {
        double least = double.PositiveInfinity;
        foreach (MetricPoint p in points)
            if (p.Error > 0) least = Math.Min(least, p.Error);
        double n = 0, t = 0, y = 0, tt = 0, ty = 0;
        bool begun = false;
        foreach (MetricPoint p in points)
        {
            begun |= p.Error < 1.0 / 3;
            if (!begun || !(p.Error > 0)) continue;
            if (p.Error < 10 * least && n >= 10) break;
            double log = Math.Log(p.Error);
            (n, t, y, tt, ty) = (n + 1, t + p.Time, y + log, tt + p.Time * p.Time, ty + p.Time * log);
        }
        double spread = n * tt - t * t;
        return n >= 5 && spread > 0 ? -(n * ty - t * y) / spread : null;
    }
}

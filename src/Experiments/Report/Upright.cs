using Gossip.Topology;

namespace Gossip.Experiments.Report;

/// <summary>
/// Turns a layout the way people draw: long ones lie, grids stand square, round ones have node 0 on top;
/// low ids are to the left and above.
/// </summary>
internal static class Upright
{
    public static Point[] Turn(Graph graph, Point[] places)
    {
        int n = places.Length;
        Point middle = 1.0 / n * places.Aggregate((a, b) => a + b);
        Point[] centred = places.Select(p => p - middle).ToArray();

        double xx = centred.Sum(p => p.X * p.X), yy = centred.Sum(p => p.Y * p.Y), xy = centred.Sum(p => p.X * p.Y);
        double spread = Math.Sqrt((xx - yy) * (xx - yy) + 4 * xy * xy), trace = xx + yy;
        // twice and four times the angles: directions that differ by a half or a quarter turn count as one
        double cos = 0, sin = 0, weight = 0;
        foreach (Edge edge in graph.Edges)
        {
            Point way = centred[edge.J] - centred[edge.I];
            double angle = 4 * Math.Atan2(way.Y, way.X);
            (cos, sin, weight) = (cos + way.Length * Math.Cos(angle), sin + way.Length * Math.Sin(angle), weight + way.Length);
        }

        bool isLong = spread > 0.25 * trace, isSquare = Math.Sqrt(cos * cos + sin * sin) > 0.4 * weight;
        double turn = isLong ? -0.5 * Math.Atan2(2 * xy, xx - yy)
            : isSquare ? -0.25 * Math.Atan2(sin, cos)
            : -Math.PI / 2 - Math.Atan2(centred[0].Y, centred[0].X);
        double c = Math.Cos(turn), s = Math.Sin(turn);
        Point[] turned = centred.Select(p => new Point(c * p.X - s * p.Y, s * p.X + c * p.Y)).ToArray();
        if (n < 2) return turned;

        if (isSquare && !isLong && Math.Abs(turned[1].X - turned[0].X) < Math.Abs(turned[1].Y - turned[0].Y))
            turned = turned.Select(p => new Point(p.Y, p.X)).ToArray();
        bool isRound = !isLong && !isSquare;
        double right = isRound ? Math.Sign(turned[1].X - turned[0].X + 1e-9) : -Lean(turned.Select(p => p.X));
        double down = isRound ? 1 : -Lean(turned.Select(p => p.Y));
        return turned.Select(p => new Point(right * p.X, down * p.Y)).ToArray();
    }

    /// <summary>The side, −1 or 1, on which the low ids lie.</summary>
    private static double Lean(IEnumerable<double> coordinates)
    {
        double[] all = coordinates.ToArray();
        double lean = all.Select((x, i) => x * (all.Length - 1 - 2 * i)).Sum();
        return lean > 1e-9 ? 1 : -1;
    }
}

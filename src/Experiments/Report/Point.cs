namespace Gossip.Experiments.Report;

/// <summary>A place in a drawing; y grows downwards.</summary>
internal readonly record struct Point(double X, double Y)
{
    public static Point operator +(Point a, Point b) => new(a.X + b.X, a.Y + b.Y);
    public static Point operator -(Point a, Point b) => new(a.X - b.X, a.Y - b.Y);
    public static Point operator *(double s, Point a) => new(s * a.X, s * a.Y);
    public double Length => Math.Sqrt(X * X + Y * Y);
}

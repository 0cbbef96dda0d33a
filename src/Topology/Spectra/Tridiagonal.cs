namespace Gossip.Topology;

/// <summary>Symmetric tridiagonal matrices: diagonal α₀…α_{k−1}, beside it β₀…β_{k−2}.</summary>
internal static class Tridiagonal
{
    /// <summary>The largest eigenvalue by bisection, and its unit vector by a twisted factorisation (Dhillon and Parlett, 2004).</summary>
    public static (double Value, double[] Vector) Largest(List<double> alpha, List<double> beta)
    {
        int k = alpha.Count;
        double low = alpha.Max(), high = Enumerable.Range(0, k).Max(i => alpha[i] + (i > 0 ? beta[i - 1] : 0) + (i < k - 1 ? beta[i] : 0));
        while (true)
        {
            double middle = low + (high - low) / 2;
            if (middle <= low || middle >= high) break;
            if (IsAbove(middle, alpha, beta)) high = middle; else low = middle;
        }
        return (high, Vector(high, alpha, beta));
    }

    private static bool IsAbove(double value, List<double> alpha, List<double> beta)
    {
        double pivot = alpha[0] - value;
        for (int i = 1; i < alpha.Count && pivot < 0; i++) pivot = alpha[i] - value - beta[i - 1] * beta[i - 1] / pivot;
        return pivot < 0;
    }

    private static double[] Vector(double value, List<double> alpha, List<double> beta)
    {
        int k = alpha.Count, twist = 0;
        double[] down = new double[k], up = new double[k], s = new double[k];
        for (int i = 0; i < k; i++) down[i] = Solid(alpha[i] - value - (i > 0 ? beta[i - 1] * beta[i - 1] / down[i - 1] : 0), value);
        for (int i = k - 1; i >= 0; i--) up[i] = Solid(alpha[i] - value - (i < k - 1 ? beta[i] * beta[i] / up[i + 1] : 0), value);
        double Gap(int i) => Math.Abs(down[i] + up[i] - (alpha[i] - value));
        for (int i = 1; i < k; i++) if (Gap(i) < Gap(twist)) twist = i;
        s[twist] = 1;
        for (int i = twist - 1; i >= 0; i--) s[i] = -beta[i] * s[i + 1] / down[i];
        for (int i = twist + 1; i < k; i++) s[i] = -beta[i - 1] * s[i - 1] / up[i];
        Vectors.Scale(1 / Math.Sqrt(Vectors.Dot(s, s)), s);
        return s;
    }

    // a pivot of zero is a rounding away from a tiny one
    private static double Solid(double pivot, double value) => pivot == 0 ? -1e-300 * value : pivot;
}

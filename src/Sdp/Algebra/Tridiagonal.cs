namespace Gossip.Sdp.Algebra;

/// <summary>Symmetric tridiagonal matrices.</summary>
internal static class Tridiagonal
{
    /// <summary>
    /// The least eigenvalue, by bisection on the number of negative pivots, and the last entry of its unit eigenvector.
    /// </summary>
    public static (double Value, double LastEntry) Least(ReadOnlySpan<double> diagonal, ReadOnlySpan<double> off)
    {
        int n = diagonal.Length;
        double low = double.PositiveInfinity, high = double.PositiveInfinity;
        for (int i = 0; i < n; i++)
        {
            double radius = (i > 0 ? Math.Abs(off[i - 1]) : 0) + (i + 1 < n ? Math.Abs(off[i]) : 0);
            low = Math.Min(low, diagonal[i] - radius);
            high = Math.Min(high, diagonal[i]);
        }
        for (int k = 0; k < 60 && high - low > 1e-15 * Math.Max(Math.Abs(low), Math.Abs(high)); k++)
        {
            double middle = 0.5 * (low + high);
            if (AnyBelow(diagonal, off, middle)) high = middle; else low = middle;
        }
        return (low, LastEntry(diagonal, off, low));
    }

    private static bool AnyBelow(ReadOnlySpan<double> diagonal, ReadOnlySpan<double> off, double x)
    {
        double pivot = diagonal[0] - x;
        for (int i = 1; pivot >= 0 && i < diagonal.Length; i++)
            pivot = diagonal[i] - x - off[i - 1] * off[i - 1] / Math.Max(pivot, 1e-300);
        return pivot < 0;
    }

    /// <summary>From the recurrence of the eigenvector's entries, rescaled on the way.</summary>
    private static double LastEntry(ReadOnlySpan<double> diagonal, ReadOnlySpan<double> off, double value)
    {
        double before = 0, here = 1, norm = 1;
        for (int i = 0; i + 1 < diagonal.Length; i++)
        {
            double next = -((diagonal[i] - value) * here + (i > 0 ? off[i - 1] * before : 0)) / off[i];
            (before, here) = (here, next);
            norm += next * next;
            if (norm <= 1e200) continue;
            (before, here, norm) = (before * 1e-100, here * 1e-100, norm * 1e-200);
        }
        return here / Math.Sqrt(norm);
    }
}

namespace Gossip.Methods.Predictions;

/// <summary>Units for the entries of a vector, powers of two, in which rows and columns of a matrix are alike in size (Parlett and Reinsch, 1969).</summary>
internal static class Balance
{
    private const int Sweeps = 100;

    /// <summary>d for a matrix of absolute values, so that those of D⁻¹MD are balanced.</summary>
    public static double[] Of(double[,] sizes)
    {
        int n = sizes.GetLength(0);
        double[] unit = [.. Enumerable.Repeat(1.0, n)];
        bool changed = true;
        for (int sweep = 0; changed && sweep < Sweeps; sweep++)
        {
            changed = false;
            for (int r = 0; r < n; r++)
            {
                double row = 0, column = 0;
                for (int q = 0; q < n; q++)
                {
                    if (q == r) continue;
                    row += sizes[r, q] * unit[q] / unit[r];
                    column += sizes[q, r] * unit[r] / unit[q];
                }
                if (row == 0 || column == 0) continue;
                double factor = Math.Pow(2, Math.Round(Math.Log2(row / column) / 2));
                if (factor == 1) continue;
                unit[r] *= factor;
                changed = true;
            }
        }
        return unit;
    }
}

namespace Gossip.Methods.Tests;

/// <summary>e^A of a small matrix, by Taylor's series after scaling and by repeated squaring: slow, and easy to believe.</summary>
internal static class MatrixExponential
{
    public static double[,] Of(double[,] a, double time)
    {
        int n = a.GetLength(0), squarings = 0;
        double norm = 0;
        foreach (double v in a) norm = Math.Max(norm, Math.Abs(v * time));
        while (norm * n > 0.25) { norm /= 2; squarings++; }
        double scale = time / Math.Pow(2, squarings);
        // e^A − I is summed and squared as such, which keeps the small parts
        double[,] term = Identity(n), sum = new double[n, n];
        for (int k = 1; k <= 18; k++)
        {
            term = Times(term, a, scale / k);
            for (int r = 0; r < n; r++)
                for (int c = 0; c < n; c++) sum[r, c] += term[r, c];
        }
        for (int s = 0; s < squarings; s++)
        {
            double[,] squared = Times(sum, sum, 1);
            for (int r = 0; r < n; r++)
                for (int c = 0; c < n; c++) sum[r, c] = 2 * sum[r, c] + squared[r, c];
        }
        for (int r = 0; r < n; r++) sum[r, r] += 1;
        return sum;
    }

    public static double[,] Times(double[,] a, double[,] b, double factor = 1)
    {
        int n = a.GetLength(0), m = b.GetLength(1);
        double[,] product = new double[n, m];
        for (int r = 0; r < n; r++)
            for (int c = 0; c < m; c++)
                for (int k = 0; k < b.GetLength(0); k++) product[r, c] += factor * a[r, k] * b[k, c];
        return product;
    }

    public static double[,] Identity(int n)
    {
        double[,] identity = new double[n, n];
        for (int r = 0; r < n; r++) identity[r, r] = 1;
        return identity;
    }
}

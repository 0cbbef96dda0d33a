namespace Gossip.Sdp.Algebra;

/// <summary>Positive semidefinite matrices of nearly low rank.</summary>
internal static class LowRank
{
    /// <summary>
    /// Rows f_k with M − Σ f_k f_kᵀ ⪰ 0 of trace at most <paramref name="share"/> of M's, by Cholesky with pivoting.
    /// M is left as it is.
    /// </summary>
    public static Dense Factor(Dense m, double share)
    {
        int n = m.Rows;
        double[] rest = new double[n];
        for (int i = 0; i < n; i++) rest[i] = m[i, i];
        double enough = share * rest.Sum();
        List<double[]> rows = [];
        while (rows.Count < n && rest.Sum() > enough)
        {
            int pivot = 0;
            for (int i = 1; i < n; i++)
                if (rest[i] > rest[pivot]) pivot = i;
            double[] f = m.Row(pivot).ToArray();
            foreach (double[] earlier in rows) Rows.AddScaled(-earlier[pivot], earlier, f);
            double inverse = 1 / Math.Sqrt(rest[pivot]);
            for (int i = 0; i < n; i++)
            {
                f[i] = f[i] * inverse;
                rest[i] = Math.Max(0, rest[i] - f[i] * f[i]);
            }
            rest[pivot] = 0;
            rows.Add(f);
        }
        Dense factor = new(rows.Count, n);
        for (int k = 0; k < rows.Count; k++) rows[k].CopyTo(factor.Row(k));
        return factor;
    }
}

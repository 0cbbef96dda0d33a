using MathNet.Numerics.LinearAlgebra;

namespace Gossip.Methods.Predictions;

/// <summary>
/// Which combinations of rows the mean over all nodes can move in. An exchange does not move it; a gradient event moves it within the span
/// of some vectors, and the flow takes it on from there.
/// </summary>
internal static class ReachableRows
{
    private const double Negligible = 1e-9;

    /// <summary>An orthonormal basis of what is orthogonal to the smallest subspace that holds the seeds and is invariant under the flow.</summary>
    /// <param name="seeds">Vectors of length R; the flow's image of the start among them is zero up to rounding of the flow's size.</param>
    /// <param name="flow">The flow's generator, R × R; may be zero.</param>
    public static IReadOnlyList<double[]> Complement(IEnumerable<Vector<double>> seeds, Matrix<double> flow)
    {
        int rows = flow.RowCount;
        double rounding = Negligible * flow.FrobeniusNorm();
        List<Vector<double>> basis = [];
        Queue<Vector<double>> open = new(seeds);
        while (open.TryDequeue(out Vector<double>? next))
            if (Add(basis, next, rounding)) open.Enqueue(flow * basis[^1]);
        int reached = basis.Count;
        for (int r = 0; r < rows; r++) Add(basis, Vector<double>.Build.Dense(rows, q => q == r ? 1 : 0), 0);
        return [.. basis.Skip(reached).Select(v => v.ToArray())];
    }

    /// <summary>An orthonormal basis, a column each, of what is orthogonal to some orthonormal vectors of length <paramref name="rows"/>; may have no columns.</summary>
    public static Matrix<double> Basis(IReadOnlyList<double[]> others, int rows)
    {
        List<Vector<double>> basis = [.. others.Select(v => Vector<double>.Build.Dense(v))];
        for (int r = 0; r < rows; r++) Add(basis, Vector<double>.Build.Dense(rows, q => q == r ? 1 : 0), 0);
        return Matrix<double>.Build.Dense(rows, rows - others.Count, (r, k) => basis[others.Count + k][r]);
    }

    private static bool Add(List<Vector<double>> basis, Vector<double> candidate, double rounding)
    {
        double size = candidate.L2Norm();
        if (!(size > rounding)) return false;
        Vector<double> rest = candidate / size;
        for (int pass = 0; pass < 2; pass++)
            foreach (Vector<double> one in basis) rest -= one * one.DotProduct(rest);
        double left = rest.L2Norm();
        if (left < Negligible) return false;
        basis.Add(rest / left);
        return true;
    }
}

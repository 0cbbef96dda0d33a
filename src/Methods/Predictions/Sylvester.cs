using MathNet.Numerics.LinearAlgebra;

namespace Gossip.Methods.Predictions;

/// <summary>λX − AX − XBᵀ = Q for small matrices, as one linear system by Gaussian elimination with pivots.</summary>
internal static class Sylvester
{
    /// <summary>Solves for two right sides at once, in place; each is stored row by row.</summary>
    public static void Solve(double lambda, Matrix<double> a, Matrix<double> b, double[] first, double[] second)
    {
        int rows = a.RowCount, columns = b.RowCount, size = rows * columns;
        double[] system = new double[size * size];
        for (int r = 0; r < rows; r++)
            for (int c = 0; c < columns; c++)
            {
                int equation = (r * columns + c) * size;
                system[equation + r * columns + c] += lambda;
                for (int q = 0; q < rows; q++) system[equation + q * columns + c] -= a[r, q];
                for (int q = 0; q < columns; q++) system[equation + r * columns + q] -= b[c, q];
            }
        for (int k = 0; k < size; k++)
        {
            int pivot = k;
            for (int r = k + 1; r < size; r++)
                if (Math.Abs(system[r * size + k]) > Math.Abs(system[pivot * size + k])) pivot = r;
            if (pivot != k)
            {
                for (int c = k; c < size; c++) (system[k * size + c], system[pivot * size + c]) = (system[pivot * size + c], system[k * size + c]);
                (first[k], first[pivot]) = (first[pivot], first[k]);
                (second[k], second[pivot]) = (second[pivot], second[k]);
            }
            ReadOnlySpan<double> top = system.AsSpan(k * size + k, size - k);
            for (int r = k + 1; r < size; r++)
            {
                double factor = system[r * size + k] / top[0];
                if (factor == 0) continue;
                Spans.Add(-factor, top, system.AsSpan(r * size + k, size - k));
                first[r] -= factor * first[k];
                second[r] -= factor * second[k];
            }
        }
        for (int k = size - 1; k >= 0; k--)
        {
            ReadOnlySpan<double> row = system.AsSpan(k * size, size);
            for (int c = k + 1; c < size; c++)
            {
                first[k] -= row[c] * first[c];
                second[k] -= row[c] * second[c];
            }
            first[k] /= row[k];
            second[k] /= row[k];
        }
    }
}

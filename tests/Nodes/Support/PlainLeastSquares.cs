using Gossip.Objectives;

namespace Gossip.Nodes.Tests;

/// <summary>(1/m) Σ (aᵀx − b)², written as plainly as can be.</summary>
internal sealed class PlainLeastSquares(double[][] a, double[] b) : IObjective
{
    public int Dimension => a[0].Length;

    public double Mu => 0;

    public double L => 0;

    public double Value(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int k = 0; k < a.Length; k++) sum += Math.Pow(Residual(k, x), 2);
        return sum / a.Length;
    }

    public void Gradient(ReadOnlySpan<double> x, long draw, Span<double> gradient)
    {
        gradient.Clear();
        for (int k = 0; k < a.Length; k++)
        {
            double scale = 2 * Residual(k, x) / a.Length;
            for (int c = 0; c < Dimension; c++) gradient[c] += scale * a[k][c];
        }
    }

    private double Residual(int k, ReadOnlySpan<double> x)
    {
        double sum = -b[k];
        for (int c = 0; c < Dimension; c++) sum += a[k][c] * x[c];
        return sum;
    }
}

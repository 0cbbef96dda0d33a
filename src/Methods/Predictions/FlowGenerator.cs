using Gossip.Methods.Linear;
using MathNet.Numerics.LinearAlgebra;

namespace Gossip.Methods.Predictions;

/// <summary>
/// A with F(Δt) = e^(AΔt), from the flow itself: A·Δt = ln(I + D) = D − D²/2 + D³/3 − …, D = F(Δt) − I, for a Δt with |D| ≤ ¼.
/// </summary>
internal static class FlowGenerator
{
    private const double Near = 0.25;
    private const int Doublings = 60;

    /// <summary>A of a method's flow, R × R.</summary>
    public static Matrix<double> Of(LinearMethod method)
    {
        int rows = method.Rows.Length;
        if (method.Flow.Pattern.IsEmpty) return Matrix<double>.Build.Dense(rows, rows);
        double span = 1;
        Matrix<double> difference = Difference(method, span);
        for (int k = 0; k < Doublings && difference.L1Norm() > Near; k++) difference = Difference(method, span /= 2);
        for (int k = 0; k < Doublings && Difference(method, 2 * span) is var longer && longer.L1Norm() <= Near; k++) (difference, span) = (longer, 2 * span);

        Matrix<double> sum = difference.Clone(), power = difference;
        for (int k = 2; power.L1Norm() > 1e-18; k++)
        {
            power *= -difference;
            sum += power / k;
        }
        return sum / span;
    }

    private static Matrix<double> Difference(LinearMethod method, double span)
    {
        int rows = method.Rows.Length;
        return Matrix<double>.Build.DenseOfArray(method.Flow.Matrix(span, rows)) - Matrix<double>.Build.DenseIdentity(rows);
    }
}

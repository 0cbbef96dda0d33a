using Gossip.Methods.Linear;
using MathNet.Numerics.LinearAlgebra;

namespace Gossip.Methods.Predictions;

/// <summary>
/// A linear method's matrices, with the flow as its generator and with rows in units that make them alike in size:
/// <code>
/// flow:      s' = A s
/// gradient:  s += J s + g ⊗ ∇f(aᵀs)       J = G − I
/// exchange:  s += e ⊗ (mᵢ − mⱼ)            m = cᵀs
/// </code>
/// </summary>
internal sealed class RowSystem
{
    private RowSystem(Matrix<double> flow, Matrix<double> jump, double[] gain, double[] estimate, double[] exchange, double[] message, double[] start, bool isDual)
    {
        (Flow, Jump, Gain, Estimate, Exchange, Message, IsDual) = (flow, jump, gain, estimate, exchange, message, isDual);
        List<Vector<double>> seeds = [flow * Vector<double>.Build.Dense(start), Vector<double>.Build.Dense(gain), .. jump.EnumerateColumns()];
        Unreached = ReachableRows.Complement(seeds, flow);
        Reached = ReachableRows.Basis(Unreached, Rows);
    }

    /// <summary>A, per unit of time.</summary>
    public Matrix<double> Flow { get; }

    /// <summary>J = G − I.</summary>
    public Matrix<double> Jump { get; }

    /// <summary>g.</summary>
    public double[] Gain { get; }

    /// <summary>a.</summary>
    public double[] Estimate { get; }

    /// <summary>e.</summary>
    public double[] Exchange { get; }

    /// <summary>c.</summary>
    public double[] Message { get; }

    /// <summary>Whether messages and estimates are gradients of the objectives that the runtime is given.</summary>
    public bool IsDual { get; }

    /// <summary>R.</summary>
    public int Rows => Gain.Length;

    /// <summary>
    /// Orthonormal combinations of rows whose mean over all nodes never differs from what it ends at, whatever happens: Σz and Σz̃ of
    /// DADAO, the mean of averaging. What is predicted leaves them out.
    /// </summary>
    public IReadOnlyList<double[]> Unreached { get; }

    /// <summary>An orthonormal basis of the others, a column each.</summary>
    public Matrix<double> Reached { get; }

    /// <summary>The system of a method for rates and Hessians of about the given sizes.</summary>
    public static RowSystem Of(LinearMethod method, double curvature, double rate)
    {
        int rows = method.Rows.Length;
        Matrix<double> flow = FlowGenerator.Of(method);
        Matrix<double> jump = Matrix<double>.Build.DenseOfArray(method.GradientMatrix) - Matrix<double>.Build.DenseIdentity(rows);
        if (!method.TakesGradients) jump.Clear();
        double[] gain = [.. method.GradientGain], estimate = [.. method.Estimate], exchange = [.. method.ExchangeGain], message = [.. method.Message];
        double[,] sizes = new double[rows, rows];
        for (int r = 0; r < rows; r++)
            for (int q = 0; q < rows; q++)
                sizes[r, q] = Math.Abs(flow[r, q]) + Math.Abs(jump[r, q]) + Math.Abs(curvature * gain[r] * estimate[q]) + Math.Abs(rate * exchange[r] * message[q]);
        double[] unit = Balance.Of(sizes);
        double[] Divided(double[] v) => [.. v.Select((value, r) => value / unit[r])];
        double[] Multiplied(double[] v) => [.. v.Select((value, r) => value * unit[r])];
        return new(Scaled(flow, unit), Scaled(jump, unit), Divided(gain), Multiplied(estimate), Divided(exchange), Multiplied(message), Divided([.. method.ColdStart]), method.IsDual);
    }

    /// <summary>The mean's generator where every node has curvature h and Λ the eigenvalue ℓ: A + J + h·g aᵀ + ℓ·e cᵀ; of dual methods A + hℓ·e cᵀ.</summary>
    public Matrix<double> Mean(double curvature, double connection)
    {
        double pull = IsDual ? 0 : curvature, mix = IsDual ? curvature * connection : connection;
        return Matrix<double>.Build.Dense(Rows, Rows, (r, q) => Flow[r, q] + Jump[r, q] + pull * Gain[r] * Estimate[q] + mix * Exchange[r] * Message[q]);
    }

    /// <summary>The generator of the mean over all nodes, within what it can reach.</summary>
    public Matrix<double> MeanOfAll(double curvature) => Reached.TransposeThisAndMultiply(Mean(curvature, 0)) * Reached;

    private static Matrix<double> Scaled(Matrix<double> m, double[] unit) => Matrix<double>.Build.Dense(m.RowCount, m.ColumnCount, (r, q) => m[r, q] * unit[q] / unit[r]);
}

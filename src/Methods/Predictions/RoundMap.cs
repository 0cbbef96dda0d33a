using Gossip.Methods.Rounds;
using MathNet.Numerics.LinearAlgebra;

namespace Gossip.Methods.Predictions;

/// <summary>
/// What a round does to deviations from the limit: the linear part of its steps, on rows of any length. Where these hold one entry for each node and
/// dimension, that is all of it; where they hold one number, it is one mode of a graph and of a Hessian that all nodes share.
/// </summary>
/// <param name="method">The method; its last round is the one that repeats.</param>
/// <param name="length">Entries of a row.</param>
/// <param name="bend">∇f's linear part: x ↦ Hx.</param>
/// <param name="connect">x ↦ Λx.</param>
/// <param name="average">x ↦ its mean over the nodes.</param>
internal sealed class RoundMap(RoundMethod method, int length, LinearMap bend, LinearMap connect, LinearMap average)
{
    /// <summary>R times the length of a row.</summary>
    public int Size => method.Rows.Length * length;

    /// <summary>y = what a round makes of x, row by row.</summary>
    public void Apply(ReadOnlySpan<double> x, Span<double> y)
    {
        double[] before = x.ToArray();
        x.CopyTo(y);
        foreach (RoundStep step in method.Rounds[^1])
        {
            double[][] vectors = [.. step.Takes.Select(takes => Arrived(step.Kind, takes, before))];
            foreach ((int row, Combination value) in step.Changes)
            {
                Span<double> to = y.Slice(row * length, length);
                to.Clear();
                foreach ((int term, double factor) in value.Terms) Spans.Add(factor, term >= 0 ? before.AsSpan(term * length, length) : vectors[-1 - term], to);
            }
            y.CopyTo(before);
        }
    }

    /// <summary>The map as a matrix.</summary>
    public Matrix<double> Dense()
    {
        Matrix<double> all = Matrix<double>.Build.Dense(Size, Size);
        double[] unit = new double[Size], image = new double[Size];
        for (int c = 0; c < Size; c++)
        {
            unit[c] = 1;
            Apply(unit, image);
            all.SetColumn(c, image);
            unit[c] = 0;
        }
        return all;
    }

    /// <summary>
    /// Orthonormal combinations of rows in which the mean over all nodes never differs from what it ends at: orthogonal to all changes of any step.
    /// </summary>
    public static IReadOnlyList<double[]> Unreached(RoundMethod method)
    {
        int rows = method.Rows.Length;
        List<Vector<double>> moves = [];
        foreach (RoundStep step in method.Rounds[^1])
        {
            // what gossip brings in has the mean zero; what an average brings in is the mean of its message
            Matrix<double> change = Matrix<double>.Build.Dense(rows, rows + step.Takes.Length);
            foreach ((int row, Combination value) in step.Changes)
            {
                change[row, row] -= 1;
                foreach ((int term, double factor) in value.Terms)
                {
                    if (term >= 0) change[row, term] += factor;
                    else if (step.Kind == StepKind.Gradient) change[row, rows - 1 - term] += factor;
                    else if (step.Kind == StepKind.Average) foreach ((int from, double share) in step.Takes[-1 - term].Terms) change[row, from] += factor * share;
                }
            }
            moves.AddRange(change.EnumerateColumns().Where(column => column.AbsoluteMaximum() > 1e-14));
        }
        return ReachableRows.Complement(moves, Matrix<double>.Build.Dense(rows, rows));
    }

    private double[] Arrived(StepKind kind, Combination takes, double[] rows)
    {
        double[] sent = new double[length], vector = new double[length];
        foreach ((int row, double factor) in takes.Terms) Spans.Add(factor, rows.AsSpan(row * length, length), sent);
        LinearMap map = kind switch { StepKind.Gradient => bend, StepKind.Gossip => connect, _ => average };
        map(sent, vector);
        return vector;
    }
}

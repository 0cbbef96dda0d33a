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
    /// Orthonormal combinations of rows whose mean over all nodes is of no interest: it never differs from what it ends at, or nothing that is
    /// estimated or sent to a gradient ever depends on it.
    /// </summary>
    public static IReadOnlyList<double[]> Unreached(RoundMethod method)
    {
        int rows = method.Rows.Length;
        Matrix<double> round = Mean((_, _) => { }).Dense();
        List<Vector<double>> seeds = [(round - Matrix<double>.Build.DenseIdentity(rows)) * Vector<double>.Build.Dense([.. method.Start])];
        for (int arriving = 0; arriving < method.Gradients; arriving++)
        {
            int calls = 0, one = arriving;
            double[] moved = new double[rows];
            Mean((_, y) => y[0] = calls++ == one ? 1 : 0).Apply(new double[rows], moved);
            seeds.Add(Vector<double>.Build.Dense(moved));
        }
        IReadOnlyList<double[]> unreached = ReachableRows.Complement(seeds, round);
        Matrix<double> reached = ReachableRows.Basis(unreached, rows), seen = Matrix<double>.Build.Dense(rows, 1 + method.Gradients);
        seen.SetColumn(0, [.. method.Estimate]);
        for (int r = 0; r < rows; r++)
        {
            int calls = 0, row = r;
            Mean((x, _) => seen[row, ++calls] = x[0]).Apply([.. Enumerable.Range(0, rows).Select(q => q == row ? 1.0 : 0)], new double[rows]);
        }
        Matrix<double> within = reached.TransposeThisAndMultiply(round) * reached;
        IReadOnlyList<double[]> unseen = ReachableRows.Complement(reached.TransposeThisAndMultiply(seen).EnumerateColumns(), within.Transpose());
        return [.. unreached, .. unseen.Select(v => (reached * Vector<double>.Build.Dense(v)).ToArray())];

        RoundMap Mean(LinearMap gradient) => new(method, 1, gradient, (_, _) => { }, (x, y) => x.CopyTo(y));
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

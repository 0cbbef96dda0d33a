using System.Collections.Immutable;
using System.Runtime.Intrinsics;

namespace Gossip.Methods.Linear;

/// <summary>
/// F(Δt), the closed-form flow of a linear method between two events, as a fixed pattern of entries whose values
/// depend on Δt. Rows without an entry do not flow.
/// </summary>
public abstract unsafe class Flow
{
    /// <summary>The (row, column) of every entry that may differ from the identity, ordered by row.</summary>
    public abstract ImmutableArray<(int Row, int Column)> Pattern { get; }

    /// <summary>
    /// Evaluates the entries for eight spans of time Δt ≥ 0 at once: entry k of span s goes to
    /// <paramref name="entries"/>[8k + s]. A lane's bits depend on its own Δt only. 64-byte aligned.
    /// </summary>
    public abstract void Evaluate(Vector512<double> spans, double* entries);

    /// <summary>F(Δt) as a dense R × R matrix, for tests and predictions.</summary>
    public double[,] Matrix(double span, int rows)
    {
        double[,] f = new double[rows, rows];
        for (int r = 0; r < rows; r++) f[r, r] = 1;
        foreach ((int row, _) in Pattern) f[row, row] = 0;
        double* entries = stackalloc double[8 * Pattern.Length + 8];
        entries = (double*)(((nint)entries + 63) & ~63);
        Evaluate(Vector512.Create(span), entries);
        for (int k = 0; k < Pattern.Length; k++) f[Pattern[k].Row, Pattern[k].Column] = entries[8 * k];
        return f;
    }
}

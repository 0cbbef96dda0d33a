using System.Collections.Immutable;
using System.Runtime.Intrinsics;

namespace Gossip.Methods.Linear;

/// <summary>
/// The rows of a method that flow among themselves and change by exchanges only (DADAO: z and z̃). Their sum over all
/// nodes stays what it was at the start, and the part of them that one edge has contributed can be kept in a ledger
/// that flows by the same law and be taken back when the edge is lost.
/// </summary>
public static class ConservedRows
{
    /// <summary>Their numbers, ascending; empty for a method without such rows.</summary>
    public static ImmutableArray<int> Of(LinearMethod method)
    {
        int count = method.Rows.Length;
        SortedSet<int> rows = [.. Enumerable.Range(0, count).Where(r => method.GradientGain[r] == 0 && IsIdentity(method.GradientMatrix, r, count))];
        while (rows.RemoveWhere(r => method.Flow.Pattern.Any(entry => entry.Row == r && !rows.Contains(entry.Column))) > 0)
        {
        }
        return [.. rows];
    }

    /// <summary>The method of a ledger: these rows alone, which start at zero and take no gradients.</summary>
    public static LinearMethod Alone(LinearMethod method, ImmutableArray<int> rows)
    {
        double[,] identity = new double[rows.Length, rows.Length];
        for (int r = 0; r < rows.Length; r++) identity[r, r] = 1;
        ImmutableArray<double> zeros = [.. new double[rows.Length]];
        return new()
        {
            Name = method.Name + "-ledger",
            Rows = [.. rows.Select(r => method.Rows[r])],
            Flow = new PartOfFlow(method.Flow, rows),
            GradientMatrix = identity,
            GradientGain = zeros,
            ExchangeGain = [.. rows.Select(r => method.ExchangeGain[r])],
            Message = zeros,
            Estimate = zeros,
            ColdStart = zeros,
            WarmStart = zeros,
            WarmStartGradient = zeros,
        };
    }

    private static bool IsIdentity(double[,] matrix, int row, int count)
    {
        for (int c = 0; c < count; c++)
            if (matrix[row, c] != (c == row ? 1 : 0)) return false;
        return true;
    }

    /// <summary>The entries of a flow within some of its rows.</summary>
    private sealed unsafe class PartOfFlow : Flow
    {
        private readonly Flow _whole;
        private readonly int[] _entries;

        public PartOfFlow(Flow whole, ImmutableArray<int> rows)
        {
            _whole = whole;
            _entries = [.. Enumerable.Range(0, whole.Pattern.Length).Where(k => rows.Contains(whole.Pattern[k].Row))];
            Pattern = [.. _entries.Select(k => (rows.IndexOf(whole.Pattern[k].Row), rows.IndexOf(whole.Pattern[k].Column)))];
        }

        public override ImmutableArray<(int Row, int Column)> Pattern { get; }

        public override void Evaluate(Vector512<double> spans, double* entries)
        {
            double* all = stackalloc double[8 * _whole.Pattern.Length + 8];
            all = (double*)(((nint)all + 63) & ~63);
            _whole.Evaluate(spans, all);
            for (int k = 0; k < _entries.Length; k++) Vector512.LoadAligned(all + 8 * _entries[k]).StoreAligned(entries + 8 * k);
        }
    }
}
